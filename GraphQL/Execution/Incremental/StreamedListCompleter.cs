using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Incremental;

/// <summary>Writes the first items of a list; the others are delivered later.</summary>
internal sealed class StreamedListCompleter<TList, TItem>(bool nullable, StreamUsage usage, Completer<TItem> item) : Completer<TList>(nullable) where TList : IEnumerable<TItem>
{
    protected internal override bool Write(ExecutionRun run, TList value)
    {
        var items = value.GetEnumerator();
        var isKept = false;
        try
        {
            run.Output.Byte((byte)'[');
            run.Path.PushList();
            var initial = usage.InitialCount(run.Variables);
            for (var index = 0; items.MoveNext(); index++)
            {
                if (index == initial)
                {
                    run.AddJob(new StreamJob<TItem>(run, usage, item, new SyncItems<TItem>(items), index));
                    isKept = true;
                    break;
                }

                if (!ListItem.Write(run, item, items.Current, index, isFirst: index == 0)) return false;
            }

            run.Path.Pop();
            run.Output.Byte((byte)']');
            return true;
        }
        finally
        {
            if (!isKept) items.Dispose();
        }
    }
}

/// <summary>A list whose items come one by one: those that were waited for, and the rest. See <see cref="SequenceBinding{T}"/>.</summary>
/// <param name="First">The items of the first response.</param>
/// <param name="Rest">Stands at the item after them; null when there is none.</param>
internal sealed record StreamedSequence<TItem>(List<TItem> First, IAsyncEnumerator<TItem>? Rest);

/// <summary>Writes the items that were waited for; the others are delivered as they come.</summary>
internal sealed class StreamedSequenceCompleter<TItem>(bool nullable, StreamUsage usage, Completer<TItem> item) : Completer<StreamedSequence<TItem>>(nullable)
{
    protected internal override bool Write(ExecutionRun run, StreamedSequence<TItem> value)
    {
        run.Output.Byte((byte)'[');
        run.Path.PushList();
        // First of all: should an item fail, the job is dropped with its list, and its source is closed.
        if (value.Rest is not null) run.AddJob(new StreamJob<TItem>(run, usage, item, value.Rest, value.First.Count));
        for (var i = 0; i < value.First.Count; i++)
            if (!ListItem.Write(run, item, value.First[i], i, isFirst: i == 0)) return false;
        run.Path.Pop();
        run.Output.Byte((byte)']');
        return true;
    }
}

/// <summary>A sequence that never waits, as one that may.</summary>
internal sealed class SyncItems<T>(IEnumerator<T> items) : IAsyncEnumerator<T>
{
    public T Current => items.Current;

    public ValueTask<bool> MoveNextAsync() => ValueTask.FromResult(items.MoveNext());

    public ValueTask DisposeAsync()
    {
        items.Dispose();
        return default;
    }
}
