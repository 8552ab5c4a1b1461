using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Incremental;

/// <summary>A part of a response that is delivered later, at once or piece by piece.</summary>
internal abstract class IncrementalJob(ExecutionRun run, string? label) : IAsyncDisposable
{
    /// <summary>Where the run was; in a list, the list is the last step.</summary>
    public PathStep[] Path { get; } = run.Path.Copy();

    /// <summary>The object or list that it belongs to.</summary>
    public PathStep[] Place => GivesItems ? Path[..^1] : Path;

    /// <summary>Where in the run's output its place is: when that is taken back, so is the job.</summary>
    public int Position { get; } = run.Output.Length;

    public string? Label => label;

    /// <summary>The output around it was taken back.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Whether its pieces are items of a list, and not fields of an object.</summary>
    public abstract bool GivesItems { get; }

    /// <summary>Gets the next piece ready; false when there is none. Fails when its source does.</summary>
    public abstract ValueTask<bool> MoveNextAsync();

    /// <summary>Writes the piece as JSON; false when it contains a null that must not be, and the job has failed.</summary>
    public abstract bool Write(ExecutionRun piece);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The fields of a deferred fragment.</summary>
internal sealed class DeferJob(ExecutionRun run, DeferredSelection deferred, object? parent) : IncrementalJob(run, deferred.Usage.Label)
{
    private bool isTaken;

    public override bool GivesItems => false;

    public override ValueTask<bool> MoveNextAsync()
    {
        var isFirst = !isTaken;
        isTaken = true;
        return ValueTask.FromResult(isFirst);
    }

    public override bool Write(ExecutionRun piece) => deferred.Selection.Execute(piece, parent);

    public override ValueTask DisposeAsync() => default;
}

/// <summary>The items of a streamed list that come after the first ones.</summary>
/// <param name="run">The run that wrote the first items; it is in the list.</param>
/// <param name="usage">The directive.</param>
/// <param name="item">Writes an item.</param>
/// <param name="items">Stands at the first item that was not written.</param>
/// <param name="index">The index of that item.</param>
internal sealed class StreamJob<TItem>(ExecutionRun run, StreamUsage usage, Completer<TItem> item, IAsyncEnumerator<TItem> items, int index) : IncrementalJob(run, usage.Label)
{
    /// <summary>Items of a piece, where they are there at once. One, where an item may fail the list: those before it still count.</summary>
    private readonly int longest = item.Nullable ? 50 : 1;
    private readonly List<TItem> ready = [];
    private Task<bool>? moving;
    private int index = index;
    private bool isFirst = true;

    public override bool GivesItems => true;

    public override async ValueTask<bool> MoveNextAsync()
    {
        index += ready.Count;
        ready.Clear();
        if (isFirst) (isFirst, moving) = (false, Task.FromResult(true));
        while (ready.Count < longest)
        {
            moving ??= items.MoveNextAsync().AsTask();
            // What is not there yet belongs to the next piece.
            if (ready.Count > 0 && !moving.IsCompletedSuccessfully) break;
            if (!await moving)
            {
                moving = Task.FromResult(false);
                break;
            }

            moving = null;
            ready.Add(items.Current);
        }

        return ready.Count > 0;
    }

    public override bool Write(ExecutionRun piece)
    {
        piece.Output.Byte((byte)'[');
        for (var i = 0; i < ready.Count; i++)
            if (!ListItem.Write(piece, item, ready[i], index + i, isFirst: i == 0)) return false;
        piece.Output.Byte((byte)']');
        return true;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            // An iterator that runs cannot be disposed; its token has been cancelled.
            if (moving is not null) await moving;
        }
        catch (Exception)
        {
            // Nobody is left to be told: who waited for it was.
        }

        await items.DisposeAsync();
    }
}
