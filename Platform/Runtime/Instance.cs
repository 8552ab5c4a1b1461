using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>One replica of a deployment on a worker: one engine container, named <c>gp-{id}</c>. Written by the reconciler alone.</summary>
public sealed class Instance : IOwned
{
    /// <summary>Exits in a row, each soon after a start, after which it is not started again.</summary>
    public const int MaxCrashes = 5;

    // 128 + SIGTERM, as shells say it.
    private const int EndedByUs = 143;

    private static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private Instance()
    {
    }

    /// <summary>A new instance, recorded before anything is asked of the engine.</summary>
    public Instance(string id, string organizationId, string containerId, string deploymentId, int index, string workerId, bool reachable, DateTimeOffset now, bool fromPool = false)
    {
        Id = id;
        OrganizationId = organizationId;
        ContainerId = containerId;
        DeploymentId = deploymentId;
        Index = index;
        WorkerId = workerId;
        Reachable = reachable;
        FromPool = fromPool;
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

    /// <summary>How many of its processes the kernel has killed for memory since it started, while the first one went on.</summary>
    public int MemoryKills { get; private set; }

    /// <summary>When that was last seen.</summary>
    public DateTimeOffset? MemoryKilledAt { get; private set; }

    /// <summary>CPU limit in thousandths of a core, as the engine was last told; null before it was made.</summary>
    public int? CpuMillis { get; private set; }

    /// <summary>Memory limit in bytes, as the engine was last told.</summary>
    public long? MemoryBytes { get; private set; }

    /// <summary>Limit of processes and threads, as the engine was last told.</summary>
    public int? PidsLimit { get; private set; }

    /// <summary>What the health check says.</summary>
    public InstanceHealth Health { get; private set; }

    /// <summary>Why it is not well: what the last check met.</summary>
    public string? HealthReason { get; private set; }

    /// <summary>Its address on the project's network, as it last ran.</summary>
    public string? Address { get; private set; }

    /// <summary>Whether others in the project reach it by the container's name: a new version only when it is healthy.</summary>
    public bool Reachable { get; private set; }

    /// <summary>Whether it came from a warm pool, so that it waits at each start until it is told what it runs.</summary>
    public bool FromPool { get; private set; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its processes last started.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When they last ended.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>What it may use, as the engine was last told; null before it was made.</summary>
    public Resources? Resources => CpuMillis is { } cpu && MemoryBytes is { } memory && PidsLimit is { } pids ? new Resources(cpu, memory, pids) : null;

    /// <summary>Whether it has processes.</summary>
    public bool IsAlive => Status is InstanceStatus.Running or InstanceStatus.Frozen or InstanceStatus.Stopping;

    /// <summary>Whether it ended by itself and well, and is not started again: a job that is done.</summary>
    public bool IsDone => Status == InstanceStatus.Exited && ExitCode == 0;

    /// <summary>The name of the engine container of the instance <paramref name="id"/>.</summary>
    public static string EngineName(string id) => "gp-" + id;

    /// <summary>It is about to be started for <paramref name="generation"/>; a new generation forgets earlier crashes.</summary>
    public void Starting(long generation)
    {
        if (generation != StartedGeneration) Crashes = 0;
        StartedGeneration = generation;
        Status = InstanceStatus.Pending;
        NextStartAt = null;
        Health = InstanceHealth.Unknown;
        HealthReason = null;
    }

    /// <summary>The engine was told what it may use.</summary>
    public void Limited(Resources resources)
    {
        CpuMillis = resources.CpuMillis;
        MemoryBytes = resources.MemoryBytes;
        PidsLimit = resources.PidsLimit;
    }

    /// <summary>It is made for its container alone: what came from the pool is gone.</summary>
    public void MadeAnew() => FromPool = false;

    /// <summary>It runs.</summary>
    public void Running(DateTimeOffset startedAt, string? address)
    {
        if (StartedAt != startedAt)
        {
            Health = InstanceHealth.Unknown;
            (MemoryKills, MemoryKilledAt) = (0, null);
        }

        Status = InstanceStatus.Running;
        StartedAt = startedAt;
        Address = address ?? Address;
        FinishedAt = null;
        ExitCode = null;
        OutOfMemory = false;
    }

    /// <summary>The kernel has killed processes of it for memory.</summary>
    public void LostProcesses(int kills, DateTimeOffset now) => (MemoryKills, MemoryKilledAt) = (kills, now);

    /// <summary>When it has run long enough since its last start for its crashes to be over; null when it has not crashed, or does not run.</summary>
    public DateTimeOffset? SteadyAt => Status == InstanceStatus.Running && Crashes > 0 ? StartedAt + SteadyAfter : null;

    /// <summary>It has run for long enough: what it crashed of before is over.</summary>
    public void Steady() => Crashes = 0;

    /// <summary>It is frozen.</summary>
    public void Freeze() => Status = InstanceStatus.Frozen;

    /// <summary>Others in the project reach it by the container's name from now on.</summary>
    public void Join() => Reachable = true;

    /// <summary>What the health check says now.</summary>
    public void Checked(InstanceHealth health, string? reason)
    {
        Health = health;
        HealthReason = reason;
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

    /// <summary>It was ended because it was no longer well: that is a crash.</summary>
    public void Ended(RestartPolicy policy, DateTimeOffset now) => Exited(EndedByUs, false, now, policy, now);

    /// <summary>1, 2, 4… seconds, and at most a minute.</summary>
    public static TimeSpan Backoff(int crashes) =>
        TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Clamp(crashes - 1, 0, 10))));
}
