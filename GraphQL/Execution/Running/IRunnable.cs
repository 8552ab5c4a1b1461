namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>Work that continues a run: a value that arrived, a batch that was loaded.</summary>
internal interface IRunnable
{
    void Run();
}
