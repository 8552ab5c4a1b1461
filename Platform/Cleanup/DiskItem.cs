namespace GraphPlatform.Platform.Cleanup;

/// <summary>What lies on a disk.</summary>
public enum DiskItemKind
{
    /// <summary>An image.</summary>
    Image,

    /// <summary>A container of the engine that has no processes.</summary>
    StoppedContainer,

    /// <summary>An entry of the engine's build cache.</summary>
    BuildCache,

    /// <summary>A volume.</summary>
    Volume,
}

/// <summary>Something on a machine's disk.</summary>
/// <param name="WorkerId">The machine.</param>
/// <param name="WorkerName">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id on the engine; an instance's for a container of ours.</param>
/// <param name="Names">What it is called there.</param>
/// <param name="Bytes">What becomes free at least; layers that images share go with the last of them.</param>
/// <param name="ProtectedBecause">Why it stays; null for what may go.</param>
public sealed record DiskItem(
    string WorkerId, string WorkerName, DiskItemKind Kind, string Id, IReadOnlyList<string> Names, long Bytes, string? ProtectedBecause);
