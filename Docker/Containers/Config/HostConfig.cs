using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers.Config;

/// <summary>How the host treats a container. Absent members take the engine's default.</summary>
public sealed record HostConfig
{
    /// <summary>Whether the image's files cannot be written.</summary>
    public bool? ReadonlyRootfs { get; init; }

    /// <summary>Run with all of the host's rights. Never for workloads.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Capabilities to take away, such as <c>ALL</c>.</summary>
    public IReadOnlyList<string>? CapDrop { get; init; }

    /// <summary>Capabilities to give, such as <c>NET_BIND_SERVICE</c>.</summary>
    public IReadOnlyList<string>? CapAdd { get; init; }

    /// <summary>For example <c>no-new-privileges</c>.</summary>
    public IReadOnlyList<string>? SecurityOpt { get; init; }

    /// <summary>Memory limit in bytes; 0 is none.</summary>
    public long? Memory { get; init; }

    /// <summary>Memory and swap together in bytes; the same as Memory means no swap; -1 is unlimited.</summary>
    public long? MemorySwap { get; init; }

    /// <summary>Soft memory limit in bytes.</summary>
    public long? MemoryReservation { get; init; }

    /// <summary>CPU limit in billionths of a CPU.</summary>
    public long? NanoCpus { get; init; }

    /// <summary>CPU weight against other containers; 1024 is the default.</summary>
    public long? CpuShares { get; init; }

    /// <summary>The CPUs that it may use, such as <c>0-2</c>.</summary>
    public string? CpusetCpus { get; init; }

    /// <summary>Disk weight against other containers, 10 to 1000.</summary>
    public int? BlkioWeight { get; init; }

    /// <summary>How many processes and threads; -1 and 0 are unlimited.</summary>
    public long? PidsLimit { get; init; }

    /// <summary>What the kernel's killer of last resort takes first: -1000 to 1000, higher goes first.</summary>
    public int? OomScoreAdj { get; init; }

    /// <summary>Whether a small init is process 1: reaps and forwards signals.</summary>
    public bool? Init { get; init; }

    /// <summary>Paths that are memory, with mount options, such as <c>/run</c> to <c>rw,size=65536k</c>.</summary>
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    /// <summary>Volumes, host paths and tmpfs to mount.</summary>
    public IReadOnlyList<Mount>? Mounts { get; init; }

    /// <summary>Mounts in the old notation <c>source:target:ro</c>.</summary>
    public IReadOnlyList<string>? Binds { get; init; }

    /// <summary>Ports to publish.</summary>
    [JsonConverter(typeof(PortBindingsConverter))]
    public IReadOnlyList<PortBinding>? PortBindings { get; init; }

    /// <summary>When the engine itself restarts it. The platform wants no.</summary>
    public RestartPolicy? RestartPolicy { get; init; }

    /// <summary>Where its output is kept.</summary>
    public LogConfig? LogConfig { get; init; }

    /// <summary>bridge, none, host, container:id, or a network's name.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Resource limits of each process.</summary>
    public IReadOnlyList<Ulimit>? Ulimits { get; init; }

    /// <summary>Size of /dev/shm in bytes.</summary>
    public long? ShmSize { get; init; }

    /// <summary>The OCI runtime, such as runc or runsc.</summary>
    public string? Runtime { get; init; }

    /// <summary>Kernel parameters of its namespaces.</summary>
    public IReadOnlyDictionary<string, string>? Sysctls { get; init; }

    /// <summary>Lines for /etc/hosts as <c>name:address</c>.</summary>
    public IReadOnlyList<string>? ExtraHosts { get; init; }

    /// <summary>Name servers.</summary>
    public IReadOnlyList<string>? Dns { get; init; }

    /// <summary>Host groups of its user besides the primary one.</summary>
    public IReadOnlyList<string>? GroupAdd { get; init; }

    /// <summary>host, private, shareable, none or container:id.</summary>
    public string? IpcMode { get; init; }

    /// <summary>Empty, host or container:id.</summary>
    public string? PidMode { get; init; }

    /// <summary>host or private (cgroup namespace).</summary>
    public string? CgroupnsMode { get; init; }

    /// <summary>The cgroup below which its own is made.</summary>
    public string? CgroupParent { get; init; }

    /// <summary>Remove it with its anonymous volumes when it ends.</summary>
    public bool? AutoRemove { get; init; }

    /// <summary>Options of the storage driver, such as <c>size</c> where it can.</summary>
    public IReadOnlyDictionary<string, string>? StorageOpt { get; init; }

    /// <summary>Devices such as GPUs, asked for by driver.</summary>
    public IReadOnlyList<DeviceRequest>? DeviceRequests { get; init; }
}
