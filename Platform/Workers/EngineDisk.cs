namespace GraphPlatform.Platform.Workers;

/// <summary>What lies on a machine's engine, of whomever it is.</summary>
/// <param name="Images">Images.</param>
/// <param name="Containers">Engine containers, running or not.</param>
/// <param name="Volumes">Volumes.</param>
/// <param name="BuildCache">Entries of its build cache.</param>
/// <param name="ImageBytes">What all images take together: shared layers count once.</param>
/// <param name="Disk">The disk itself; null when it cannot be seen from here.</param>
public sealed record EngineDisk(
    IReadOnlyList<EngineImage> Images,
    IReadOnlyList<EngineContainer> Containers,
    IReadOnlyList<EngineVolume> Volumes,
    IReadOnlyList<EngineCache> BuildCache,
    long ImageBytes,
    WorkerDisk? Disk);

/// <summary>An image on an engine.</summary>
/// <param name="Digest">Its id there.</param>
/// <param name="Names">Its names; of one without a tag those by digest.</param>
/// <param name="OwnBytes">Bytes of layers that no other image has.</param>
public sealed record EngineImage(string Digest, IReadOnlyList<string> Names, long OwnBytes);

/// <summary>An engine container.</summary>
/// <param name="EngineId">Its id there.</param>
/// <param name="Name">Its name there.</param>
/// <param name="ImageDigest">Its image's id.</param>
/// <param name="InstanceId">The instance that it is, if it is of this installation.</param>
/// <param name="HasProcesses">Whether it runs or is frozen.</param>
/// <param name="Bytes">What it wrote over its image.</param>
public sealed record EngineContainer(string EngineId, string Name, string ImageDigest, string? InstanceId, bool HasProcesses, long Bytes)
{
    /// <summary>Where it sees which volumes: paths by the volume's name.</summary>
    public IReadOnlyDictionary<string, string> Volumes { get; init; } = new Dictionary<string, string>();
}

/// <summary>A volume on an engine.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Bytes">What is in it; 0 when that is not known.</param>
public sealed record EngineVolume(string Name, long Bytes);

/// <summary>An entry of an engine's build cache.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="Type">Such as regular or source.local.</param>
/// <param name="Bytes">What it takes.</param>
public sealed record EngineCache(string Id, string Type, long Bytes);
