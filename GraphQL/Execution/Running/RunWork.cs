namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>Work that continues a run: a value that arrived, a batch that was loaded. It is queued once.</summary>
internal abstract class RunWork
{
    /// <summary>The work that was queued before it; <see cref="RunQueue"/> links by it, so that queueing allocates nothing.</summary>
    public RunWork? Link { get; set; }

    public abstract void Run();
}
