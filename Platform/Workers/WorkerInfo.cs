namespace GraphPlatform.Platform.Workers;

/// <summary>What a machine's engine is and has.</summary>
/// <param name="EngineVersion">Such as <c>27.3.1</c>.</param>
/// <param name="ApiVersion">The API version that was agreed on.</param>
/// <param name="Cpus">Cores.</param>
/// <param name="MemoryBytes">Memory.</param>
/// <param name="Runtimes">The OCI runtimes that containers can be run in.</param>
public sealed record WorkerInfo(string EngineVersion, string ApiVersion, int Cpus, long MemoryBytes, IReadOnlyList<string> Runtimes)
{
    /// <summary>The disk that the engine keeps everything on; null when it cannot be seen from here.</summary>
    public WorkerDisk? Disk { get; init; }
}

/// <summary>A machine's disk.</summary>
/// <param name="CapacityBytes">Its size.</param>
/// <param name="FreeBytes">What is free.</param>
public sealed record WorkerDisk(long CapacityBytes, long FreeBytes)
{
    /// <summary>How full it is.</summary>
    public int UsedPercent => CapacityBytes <= 0 ? 0 : (int)(100 - (100 * FreeBytes / CapacityBytes));
}
