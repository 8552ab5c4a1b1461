using System.Xml;
using GraphPlatform.Web.Pages.Containers.Charts;
using GraphPlatform.Web.Parts;
using GraphPlatform.Web.Shell;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>A container with all that its page shows.</summary>
public sealed record ContainerFacts(
    string Id,
    string Name,
    string Status,
    IReadOnlyList<ReasonFacts> StatusReasonParts,
    bool IsAsleep,
    long Generation,
    int? HttpPort,
    string Image,
    int Replicas,
    string Restart,
    string StopGrace,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Revision,
    IReadOnlyList<KeepAliveFacts> KeptAliveBy,
    TransitionFacts? NextTransition,
    LifecycleFacts Lifecycle,
    string UpdateStrategy,
    IReadOnlyList<UrlFacts> Urls,
    IReadOnlyList<DomainState> Domains,
    DeploymentFacts? Serving,
    RolloutPage Deployments,
    ProjectOfContainer Project,
    ResourceFacts Resources,
    AutoscaleFacts? Autoscale,
    BoostFacts? Boost,
    ScalingPage ScalingDecisions,
    IReadOnlyList<InstanceFacts> Instances,
    DeploymentFacts Current,
    OperationFacts? LatestOperation,
    IReadOnlyList<MetricFacts> Cpu,
    IReadOnlyList<MetricFacts> Memory,
    IReadOnlyList<MetricFacts> Received,
    IReadOnlyList<MetricFacts> Sent,
    IReadOnlyList<MetricFacts> Read,
    IReadOnlyList<MetricFacts> Written,
    IReadOnlyList<MetricFacts> Processes,
    LastBackups Backups,
    NextBackup? BackupPolicy,
    IReadOnlyList<AlertOfContainer> Alerts,
    LogFacts Logs)
{
    /// <summary>How it looks.</summary>
    public ContainerLook Look => new(Status, IsAsleep);

    /// <summary>What it runs: the deployment that serves, which a newer one that is tried or has failed does not hide.</summary>
    public DeploymentFacts Shown => Serving ?? Current;

    /// <summary>Whether anything of it runs.</summary>
    public bool IsAlive => Instances.Any(i => i.Status == "RUNNING");

    /// <summary>What all its instances may use together.</summary>
    public double CpuLimit => Resources.Cpu * Replicas;

    /// <summary>What all its instances may use together.</summary>
    public double MemoryLimit => (double)Resources.MemoryBytes * Replicas;

    /// <summary>What all its instances may have together.</summary>
    public int PidsLimit => Resources.Pids * Replicas;

    /// <summary>What was measured of it.</summary>
    public SeriesFacts Series => new(Cpu, Memory, Received, Sent, Read, Written, Processes);

    /// <summary>The time between the polite signal and the end.</summary>
    public TimeSpan Grace => XmlConvert.ToTimeSpan(StopGrace);

    /// <summary>Its restart policy in words.</summary>
    public string RestartWords => Restart switch { "ALWAYS" => "always", "ON_FAILURE" => "when it fails", _ => "never" };

    /// <summary>What happens when nobody uses it, in words.</summary>
    public string IdleWords => ContainerLook.StaysAwake(Lifecycle.Mode, HttpPort, Current.Ports.Count) ? "it stays awake"
        : $"idle after {Durations.Plain(XmlConvert.ToTimeSpan(Lifecycle.IdleAfter))}, asleep after {Durations.Plain(XmlConvert.ToTimeSpan(Lifecycle.StopAfter))}";

    /// <summary>A volume's name.</summary>
    public string VolumeName(string id) => Project.Volumes.FirstOrDefault(v => v.Id == id)?.Name ?? id;
}

/// <summary>Where it belongs.</summary>
public sealed record ProjectOfContainer(string Id, string Name, FrameOrganization Organization, IReadOnlyList<NamedVolume> Volumes);

/// <summary>An alert of it.</summary>
public sealed record AlertOfContainer(string Id, string State, string Reason, DateTimeOffset Since, AlertRuleName Rule);

/// <summary>What makes it one.</summary>
public sealed record AlertRuleName(string Name);

/// <summary>Its newest backup.</summary>
public sealed record LastBackups(IReadOnlyList<LastBackup> Nodes);

/// <summary>A backup, in brief.</summary>
public sealed record LastBackup(string Status, DateTimeOffset CreatedAt)
{
    /// <summary>The status whose colour it has.</summary>
    public string Tone => Status switch { "VERIFIED" => "running", "FAILED" or "CORRUPT" => "failed", "DELETING" => "stopped", _ => "deploying" };

    /// <summary>In a word.</summary>
    public string Word => Status == "RUNNING" ? "Being made" : Words.Of(Status);
}

/// <summary>When it is backed up by itself.</summary>
public sealed record NextBackup(DateTimeOffset? NextAt);

/// <summary>A volume; one that was made by name does not go with its container.</summary>
public sealed record NamedVolume(string Id, string Name, bool Named);

/// <summary>What each instance may use.</summary>
public sealed record ResourceFacts(double Cpu, long MemoryBytes, int Pids);

/// <summary>A replica.</summary>
public sealed record InstanceFacts(
    string Id, int Index, string Status, string Health, string? HealthReason, ServingFacts Deployment, int Crashes, int MemoryKills, int? ExitCode, bool OutOfMemory, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? NextStartAt)
{
    /// <summary>How it looks.</summary>
    public Look Look => ContainerLook.Instance(Status, Health, ExitCode);

    /// <summary>How often it crashed, and what of it was killed for memory; empty when nothing was.</summary>
    public string Troubles => string.Join(", ", new[]
    {
        Crashes == 0 ? null : $"{(Crashes == 1 ? "1 crash" : $"{Crashes} crashes")} in a row",
        MemoryKills == 0 ? null : $"{(MemoryKills == 1 ? "1 process" : $"{MemoryKills} processes")} killed for memory",
    }.Where(trouble => trouble is not null));

    /// <summary>How it last ended; null when it has not.</summary>
    public string? End => FinishedAt is null ? null : OutOfMemory ? "out of memory" : ExitCode is { } code ? $"exit code {code}" : null;
}

/// <summary>What it runs.</summary>
public sealed record DeploymentFacts(
    string Id,
    int Number,
    string Image,
    string Status,
    string? Digest,
    IReadOnlyList<string>? Entrypoint,
    IReadOnlyList<string>? Command,
    string? WorkingDirectory,
    DateTimeOffset CreatedAt,
    OperationActor CreatedBy,
    IReadOnlyList<VariableFacts> Environment,
    IReadOnlyList<PortFacts> Ports,
    IReadOnlyList<MountFacts> Volumes,
    SecurityFacts Security,
    HealthCheckFacts? HealthCheck)
{
    /// <summary>Enough of the digest to tell it from others.</summary>
    public string? ShortDigest => Digest is { Length: > 27 } digest ? $"{digest[..15]}…{digest[^8..]}" : Digest;
}

/// <summary>A variable.</summary>
public sealed record VariableFacts(string Name, string Value);

/// <summary>A published port.</summary>
public sealed record PortFacts(int ContainerPort, int HostPort, string Protocol, string Address)
{
    /// <summary>Where it listens.</summary>
    public string Host => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{HostPort}" : $"{Address}:{HostPort}";
}

/// <summary>A mounted volume.</summary>
public sealed record MountFacts(string VolumeId, string Target, bool FromImage);

/// <summary>What it may do beyond the defaults.</summary>
public sealed record SecurityFacts(bool AllowRoot, bool WritableRoot, IReadOnlyList<string> Capabilities);

/// <summary>The end of the log.</summary>
public sealed record LogFacts(IReadOnlyList<LogEntryFacts> Nodes);

/// <summary>A line, or a gap.</summary>
public sealed record LogEntryFacts(
    [property: System.Text.Json.Serialization.JsonPropertyName("__typename")] string Type,
    string? Cursor, DateTimeOffset At, string? Stream, string? Level, string? Text, int Deployment, long? Count, string? Reason);

/// <summary>A part of why a container is as it is.</summary>
/// <param name="Text">As it stands there, a time of day in UTC.</param>
/// <param name="At">The instant that it names; null for a text.</param>
public sealed record ReasonFacts(string Text, DateTimeOffset? At);
