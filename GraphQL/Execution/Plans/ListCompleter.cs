using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>Writes a list: https://spec.graphql.org/September2025/#sec-Value-Completion (completeValue, step 3).</summary>
internal sealed class ListCompleter<TList, TItem>(bool nullable, Completer<TItem> item) : Completer<TList>(nullable)
    where TList : IEnumerable<TItem>
{
    protected internal override bool Write(ExecutionRun run, TList value)
    {
        run.Output.Byte((byte)'[');
        run.Path.PushList();
        if (value is IReadOnlyList<TItem> list ? !WriteIndexed(run, list) : !WriteSequence(run, value)) return false;
        run.Path.Pop();
        run.Output.Byte((byte)']');
        return true;
    }

    private bool WriteIndexed(ExecutionRun run, IReadOnlyList<TItem> list)
    {
        var count = list.Count;
        for (var i = 0; i < count; i++)
            if (!ListItem.Write(run, item, list[i], i, isFirst: i == 0)) return false;
        return true;
    }

    private bool WriteSequence(ExecutionRun run, TList sequence)
    {
        var index = 0;
        foreach (var value in sequence)
        {
            if (!ListItem.Write(run, item, value, index, isFirst: index == 0)) return false;
            index++;
        }

        return true;
    }
}

/// <summary>Writes one item of the list that the run's path is in.</summary>
internal static class ListItem
{
    public static bool Write<TItem>(ExecutionRun run, Completer<TItem> item, TItem value, int index, bool isFirst)
    {
        if (!isFirst) run.Output.Byte((byte)',');
        run.Path.SetIndex(index);
        // Lists are what multiplies an answer, so this is where a run that has become too long is stopped.
        run.CheckLimits();
        var mark = run.Mark();
        var depth = run.Path.Depth;
        try
        {
            return item.Complete(run, value);
        }
        catch (Exception e) when (e is not AbortRunException)
        {
            run.Path.Depth = depth;
            run.Rollback(mark);
            run.AddError(e);
            if (!item.Nullable) return false;
            run.Output.Null();
            return true;
        }
    }
}

/// <summary>Makes <see cref="ListCompleter{TList,TItem}"/>.</summary>
internal sealed class ListFactory<TList, TItem>(bool nullable, CompleterFactory<TItem> item) : CompleterFactory<TList>
    where TList : IEnumerable<TItem>
{
    public override Completer<TList> Create(SelectionSource selections) => selections.Stream is { } usage
        ? new StreamedListCompleter<TList, TItem>(nullable, usage, item.Create(selections.OfItems()))
        : new ListCompleter<TList, TItem>(nullable, item.Create(selections));
}
