using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Incremental;

/// <summary>A list whose items come one by one, from <see cref="IAsyncEnumerable{T}"/>: gathered for one response, or delivered as they come with <c>@stream</c>.</summary>
internal sealed class SequenceBinding<T>(Func<Resolver<IAsyncEnumerable<T>?>> resolver, bool nullable, CompleterFactory<T> items) : FieldBinding
{
    private readonly Lazy<Resolver<IAsyncEnumerable<T>?>> resolver = new(resolver);

    public override FieldPlan CreatePlan(FieldSource source)
    {
        var item = items.Create(source.Selections.OfItems());
        if (source.Selections.Stream is not { } usage)
            return new TaskFieldPlan<List<T>?>(source, (parent, arguments, run) => GatherAsync(resolver.Value(parent, arguments, run), run), new ListCompleter<List<T>, T>(nullable, item)!);
        return new TaskFieldPlan<StreamedSequence<T>?>(
            source, (parent, arguments, run) => BeginAsync(resolver.Value(parent, arguments, run), usage, run), new StreamedSequenceCompleter<T>(nullable, usage, item)!);
    }

    private static async Task<List<T>?> GatherAsync(IAsyncEnumerable<T>? sequence, ExecutionRun run)
    {
        if (sequence is null) return null;
        var all = new List<T>();
        await foreach (var item in sequence.WithCancellation(run.CancellationToken)) all.Add(item);
        return all;
    }

    private static async Task<StreamedSequence<T>?> BeginAsync(IAsyncEnumerable<T>? sequence, StreamUsage usage, ExecutionRun run)
    {
        if (sequence is null) return null;
        var initial = usage.InitialCount(run.Variables);
        var items = sequence.GetAsyncEnumerator(run.CancellationToken);
        var first = new List<T>();
        try
        {
            while (await items.MoveNextAsync())
            {
                if (first.Count == initial) return new StreamedSequence<T>(first, items);
                first.Add(items.Current);
            }
        }
        catch
        {
            await items.DisposeAsync();
            throw;
        }

        await items.DisposeAsync();
        return new StreamedSequence<T>(first, null);
    }
}
