namespace GraphPlatform.Docker.Containers.Config;

/// <summary>Something mounted into a container's file system (HostConfig.Mounts).</summary>
public sealed record Mount
{
    /// <summary>volume, bind or tmpfs.</summary>
    public string Type { get; init; } = "";

    /// <summary>The volume's name, or the host's path for a bind; null for tmpfs and for an anonymous volume.</summary>
    public string? Source { get; init; }

    /// <summary>The path inside the container.</summary>
    public string Target { get; init; } = "";

    /// <summary>Whether the container may only read it.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>For type bind.</summary>
    public BindOptions? BindOptions { get; init; }

    /// <summary>For type volume.</summary>
    public VolumeOptions? VolumeOptions { get; init; }

    /// <summary>For type tmpfs.</summary>
    public TmpfsOptions? TmpfsOptions { get; init; }

    /// <summary>A named volume; the engine makes it when it is missing.</summary>
    public static Mount Volume(string name, string target, bool readOnly = false) =>
        new() { Type = "volume", Source = name, Target = target, ReadOnly = readOnly };

    /// <summary>A path of the host, which must exist.</summary>
    public static Mount Bind(string hostPath, string target, bool readOnly = false) =>
        new() { Type = "bind", Source = hostPath, Target = target, ReadOnly = readOnly };

    /// <summary>Memory that is gone when the container stops.</summary>
    /// <param name="target">The path inside the container.</param>
    /// <param name="sizeBytes">Its limit; null is half of the host's memory.</param>
    /// <param name="mode">Permission bits, for example <c>0b111_000_000</c> for rwx------.</param>
    public static Mount Tmpfs(string target, long? sizeBytes = null, int? mode = null) =>
        new() { Type = "tmpfs", Target = target, TmpfsOptions = new() { SizeBytes = sizeBytes, Mode = mode } };
}

/// <summary>How a host path is bound.</summary>
public sealed record BindOptions
{
    /// <summary>private, rprivate, shared, rshared, slave or rslave.</summary>
    public string? Propagation { get; init; }

    /// <summary>Whether mounts below the path stay outside.</summary>
    public bool? NonRecursive { get; init; }

    /// <summary>Whether a missing host path is made (API 1.42).</summary>
    public bool? CreateMountpoint { get; init; }
}

/// <summary>How a volume is mounted.</summary>
public sealed record VolumeOptions
{
    /// <summary>Whether a fresh volume stays empty instead of taking the image's files at the target.</summary>
    public bool? NoCopy { get; init; }

    /// <summary>Labels for a volume that is made by this mount.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>A folder inside the volume to mount (API 1.45).</summary>
    public string? Subpath { get; init; }
}

/// <summary>How a tmpfs is made.</summary>
public sealed record TmpfsOptions
{
    /// <summary>Its limit in bytes.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Permission bits.</summary>
    public int? Mode { get; init; }
}
