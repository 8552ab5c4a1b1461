using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Platform.Containers;

/// <summary>All that a user says of what a container runs and how. What is null gets the defaults of <see cref="ContainerOptions"/>.</summary>
/// <param name="Image">An image's reference.</param>
public sealed record ContainerConfig(string Image)
{
    private const int MaxReplicas = 10;
    private const int MaxListLength = 200;

    /// <summary>Overrides the image's entrypoint.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Overrides the image's arguments.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Overrides the image's working directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables on top of the image's.</summary>
    public IReadOnlyList<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>Ports to publish on the host.</summary>
    public IReadOnlyList<NewPort> Ports { get; init; } = [];

    /// <summary>Volumes of its project beside its own work volume, and where it sees them.</summary>
    public IReadOnlyList<VolumeMount> Volumes { get; init; } = [];

    /// <summary>Where it speaks HTTP; null when it does not.</summary>
    public int? HttpPort { get; init; }

    /// <summary>CPU in thousandths of a core.</summary>
    public int? CpuMillis { get; init; }

    /// <summary>Memory in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processes and threads.</summary>
    public int? PidsLimit { get; init; }

    /// <summary>How many instances.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>What happens when one exits.</summary>
    public RestartPolicy Restart { get; init; }

    /// <summary>Time between the polite signal and the end.</summary>
    public TimeSpan? StopGrace { get; init; }

    /// <summary>How it is found out that an instance is well; null: that it takes connections, where it speaks HTTP, and else that it runs.</summary>
    public HealthCheck? Health { get; init; }

    /// <summary>What happens when nobody uses it.</summary>
    public LifecyclePolicy Lifecycle { get; init; } = LifecyclePolicy.Default;

    /// <summary>How a new version takes the place of the old one.</summary>
    public UpdateStrategy Strategy { get; init; }

    /// <summary>Between which sizes it grows and shrinks by itself; null when it does not.</summary>
    public AutoscalePolicy? Autoscale { get; init; }

    /// <summary>A profile that allows more than the defaults.</summary>
    public string? SecurityProfileId { get; init; }

    /// <summary>What is configured of a container that is there: an update begins with it.</summary>
    public static ContainerConfig Of(Container container, DeploymentSpec spec) => new(spec.Image)
    {
        Entrypoint = spec.Entrypoint,
        Command = spec.Command,
        WorkingDirectory = spec.WorkingDirectory,
        Environment = spec.Environment,
        Ports = [.. spec.Ports.Select(p => new NewPort(p.ContainerPort, p.HostPort, p.Protocol, p.Address))],
        Volumes = VolumeTargets.AskedFor(spec),
        HttpPort = container.HttpPort,
        CpuMillis = container.CpuMillis,
        MemoryBytes = container.MemoryBytes,
        PidsLimit = container.PidsLimit,
        Replicas = container.Replicas,
        Restart = container.Restart,
        StopGrace = container.StopGrace,
        Health = spec.Health,
        Lifecycle = container.Lifecycle,
        Strategy = container.Strategy,
        Autoscale = container.Autoscale,
        SecurityProfileId = container.SecurityProfileId,
    };

    /// <summary>The part that can change without a new deployment.</summary>
    public RuntimeSpec Runtime(ContainerOptions defaults) => new(
        Replicas,
        new Resources(CpuMillis ?? defaults.CpuMillis, MemoryBytes ?? defaults.MemoryBytes, PidsLimit ?? defaults.PidsLimit),
        Restart,
        StopGrace ?? defaults.StopGrace,
        HttpPort,
        Lifecycle,
        Strategy,
        Autoscale);

    internal void Validate(Problems problems)
    {
        problems
            .Require(ImageReference.IsValid(Image), ImageReference.Rule, "image")
            .Require(WorkingDirectory is null || WorkingDirectory.StartsWith('/'), "The working directory is an absolute path: /app.", "workingDirectory")
            .Require(CpuMillis is null or (>= 10 and <= 1_000_000), "CPU is 0.01 to 1,000 cores: 0.5 is half of one.", "resources", "cpu")
            .Require(MemoryBytes is null or (>= 6L << 20 and <= 1L << 46), "Memory is at least 6 MiB (6291456 bytes).", "resources", "memoryBytes")
            .Require(PidsLimit is null or (>= 1 and <= 1_000_000), "A container needs room for 1 to 1,000,000 processes.", "resources", "pids")
            .Require(Replicas is >= 1 and <= MaxReplicas, $"Replicas are 1 to {MaxReplicas}.", "replicas")
            .Require(StopGrace is null || (StopGrace >= TimeSpan.Zero && StopGrace <= TimeSpan.FromMinutes(10)), "The time to stop is 0 to 10 minutes.", "stopGrace")
            .Require(HttpPort is null or (>= 1 and <= 65535), "A port is 1 to 65535.", "httpPort")
            .Require(Ports.Count <= MaxListLength, $"At most {MaxListLength} ports.", "ports")
            .Require(Replicas <= 1 || Ports.Count == 0, "Several replicas cannot share a host port. Publish none, or run one.", "ports")
            .Require(Strategy != UpdateStrategy.StartFirst || Ports.Count == 0, "The new version cannot have a host port while the old one has it. Publish none, or stop first.", "updateStrategy");
        Lifecycle.Validate(problems);
        ProcessRules.Arguments(Entrypoint, problems, "entrypoint");
        ProcessRules.Arguments(Command, problems, "command");
        ProcessRules.Variables(Environment, problems);
        for (var i = 0; i < Ports.Count; i++) Ports[i].Validate(problems, i.ToString());
        VolumeTargets.Validate(Volumes, problems);
        Health?.Validate(problems);
        Autoscale?.Validate(problems);
    }
}
