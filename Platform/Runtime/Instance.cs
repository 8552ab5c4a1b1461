using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>What the reconciler last knew of an instance.</summary>
public enum InstanceStatus
{
    /// <summary>Recorded; its engine container may not exist yet, or is not started.</summary>
    Pending,

    /// <summary>Its processes run.</summary>
    Running,

    /// <summary>It was told to end.</summary>
    Stopping,

    /// <summary>It ended because it should.</summary>
    Stopped,

    /// <summary>It ended by itself and starts again at <see cref="Instance.NextStartAt"/>.</summary>
    Waiting,

    /// <summary>It ended by itself, and stays so.</summary>
    Exited,
}

/// <summary>One replica of a deployment on a worker: one engine container, named <c>gp-{id}</c>. Written by the reconciler alone.</summary>
public sealed class Instance : IOwned
{
    /// <summary>Exits in a row, each soon after a start, after which it is not started again.</summary>
    public const int MaxCrashes = 5;

    private static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private Instance()
    {
    }

    /// <summary>A new instance, recorded before anything is asked of the engine.</summary>
    public Instance(string id, string organizationId, string containerId, string deploymentId, int index, string workerId, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        ContainerId = containerId;
        DeploymentId = deploymentId;
        Index = index;
        WorkerId = workerId;
        CreatedAt = now;
    }

    /// <summary><c>ins_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The container that it is a replica of.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>The deployment that it runs.</summary>
    public string DeploymentId { get; private set; } = "";

    /// <summary>0, 1, 2… among the replicas.</summary>
    public int Index { get; private set; }

    /// <summary>The machine that it is on.</summary>
    public string WorkerId { get; private set; } = "";

    /// <summary>What was last known.</summary>
    public InstanceStatus Status { get; private set; }

    /// <summary>The generation of the container that this instance was last started for.</summary>
    public long StartedGeneration { get; private set; }

    /// <summary>How often in a row it ended soon after its start.</summary>
    public int Crashes { get; private set; }

    /// <summary>When it starts again after a crash.</summary>
    public DateTimeOffset? NextStartAt { get; private set; }

    /// <summary>The exit code of its last end.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Whether it last ended because it passed its memory limit.</summary>
    public bool OutOfMemory { get; private set; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its processes last started.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When they last ended.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>The name of the engine container of the instance <paramref name="id"/>.</summary>
    public static string EngineName(string id) => "gp-" + id;

    /// <summary>It is about to be started for <paramref name="generation"/>; a new generation forgets earlier crashes.</summary>
    public void Starting(long generation)
    {
        if (generation != StartedGeneration) Crashes = 0;
        StartedGeneration = generation;
        Status = InstanceStatus.Pending;
        NextStartAt = null;
    }

    /// <summary>It runs.</summary>
    public void Running(DateTimeOffset startedAt)
    {
        Status = InstanceStatus.Running;
        StartedAt = startedAt;
        FinishedAt = null;
        ExitCode = null;
        OutOfMemory = false;
    }

    /// <summary>It is about to be told to end.</summary>
    public void Stopping() => Status = InstanceStatus.Stopping;

    /// <summary>It ended as it should.</summary>
    public void Stopped(int? exitCode, DateTimeOffset? finishedAt)
    {
        Status = InstanceStatus.Stopped;
        ExitCode = exitCode;
        FinishedAt = finishedAt;
        NextStartAt = null;
    }

    /// <summary>It ended by itself: either it waits for its next start or it is over.</summary>
    public void Exited(int exitCode, bool outOfMemory, DateTimeOffset finishedAt, RestartPolicy policy, DateTimeOffset now)
    {
        ExitCode = exitCode;
        OutOfMemory = outOfMemory;
        FinishedAt = finishedAt;
        Crashes = StartedAt is { } started && finishedAt - started >= SteadyAfter ? 1 : Crashes + 1;
        var again = policy == RestartPolicy.Always || (policy == RestartPolicy.OnFailure && exitCode != 0);
        var givesUp = exitCode != 0 && Crashes >= MaxCrashes;
        Status = again && !givesUp ? InstanceStatus.Waiting : InstanceStatus.Exited;
        NextStartAt = Status == InstanceStatus.Waiting ? now + Backoff(Crashes) : null;
    }

    /// <summary>1, 2, 4… seconds, and at most a minute.</summary>
    public static TimeSpan Backoff(int crashes) =>
        TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Clamp(crashes - 1, 0, 10))));
}
