using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Engine;

/// <summary>What an engine's machine has and how it is set up.</summary>
public sealed record EngineInfo
{
    /// <summary>The engine's own id.</summary>
    [JsonPropertyName("ID")]
    public string Id { get; init; } = "";

    /// <summary>The machine's host name.</summary>
    public string Name { get; init; } = "";

    /// <summary>For example 20.10.24.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>CPUs.</summary>
    [JsonPropertyName("NCPU")]
    public int Cpus { get; init; }

    /// <summary>Memory in bytes.</summary>
    [JsonPropertyName("MemTotal")]
    public long MemoryBytes { get; init; }

    /// <summary>The storage driver, such as overlay2.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Names of the OCI runtimes, such as runc and runsc.</summary>
    [JsonConverter(typeof(NameSetConverter))]
    public IReadOnlyList<string> Runtimes { get => field ?? []; init; }

    /// <summary>The one that is used when none is named.</summary>
    public string DefaultRuntime { get; init; } = "";

    /// <summary>1 or 2.</summary>
    public string CgroupVersion { get => field ?? "1"; init; }

    /// <summary>cgroupfs or systemd.</summary>
    public string CgroupDriver { get; init; } = "";

    /// <summary>For example Debian GNU/Linux 12.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>For example linux.</summary>
    [JsonPropertyName("OSType")]
    public string OsType { get; init; } = "";

    /// <summary>For example x86_64.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The kernel.</summary>
    public string KernelVersion { get; init; } = "";

    /// <summary>Where the engine keeps everything, on its machine.</summary>
    public string DockerRootDir { get; init; } = "";

    /// <summary>For example <c>name=seccomp,profile=default</c>, <c>name=rootless</c>.</summary>
    public IReadOnlyList<string> SecurityOptions { get => field ?? []; init; }

    /// <summary>What the engine thinks is wrong with its machine.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>Containers.</summary>
    public int Containers { get; init; }

    /// <summary>Of those, running.</summary>
    public int ContainersRunning { get; init; }

    /// <summary>Of those, frozen.</summary>
    public int ContainersPaused { get; init; }

    /// <summary>Images.</summary>
    public int Images { get; init; }

    /// <summary>Whether memory can be limited.</summary>
    public bool MemoryLimit { get; init; }

    /// <summary>Whether swap can be limited.</summary>
    public bool SwapLimit { get; init; }

    /// <summary>Whether processes can be limited.</summary>
    public bool PidsLimit { get; init; }

    /// <summary>Whether containers survive the engine's restart.</summary>
    public bool LiveRestoreEnabled { get; init; }

    /// <summary>Its part in a Swarm.</summary>
    public EngineSwarm? Swarm { get; init; }
}

/// <summary>An engine's part in a Swarm.</summary>
public sealed record EngineSwarm
{
    /// <summary>inactive, pending, active, error or locked.</summary>
    public string LocalNodeState { get; init; } = "";

    /// <summary>Its node; empty outside.</summary>
    [JsonPropertyName("NodeID")]
    public string NodeId { get; init; } = "";

    /// <summary>Whether it is a manager.</summary>
    public bool ControlAvailable { get; init; }
}
