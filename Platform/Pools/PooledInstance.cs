using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Pools;

/// <summary>How far an instance of a pool is.</summary>
public enum PooledStatus
{
    /// <summary>Recorded; it is being made.</summary>
    Preparing,

    /// <summary>It waits, frozen.</summary>
    Ready,

    /// <summary>A container that was made takes it for its first instance.</summary>
    Reserved,

    /// <summary>It is to be removed.</summary>
    Discarded,
}

/// <summary>
/// An instance that waits in a pool. Recorded before it is made; when a container takes it, its row becomes that of an <see cref="Runtime.Instance"/> with the same id.
/// </summary>
public sealed class PooledInstance
{
    /// <summary>How the networks are called that instances are made in; they leave them before they wait.</summary>
    public const string WaitingNetworkPrefix = "gp-waiting-";

    private PooledInstance()
    {
    }

    /// <summary>A new one, recorded before anything is asked of the engine.</summary>
    public PooledInstance(string id, WarmPool pool, string workerId, string volumeId, DateTimeOffset now)
    {
        Id = id;
        PoolId = pool.Id;
        Digest = pool.Digest ?? throw new InvalidOperationException("The image was not resolved.");
        WorkerId = workerId;
        VolumeId = volumeId;
        (CpuMillis, MemoryBytes, PidsLimit) = (pool.CpuMillis, pool.MemoryBytes, pool.PidsLimit);
        CreatedAt = now;
    }

    /// <summary><c>ins_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The pool.</summary>
    public string PoolId { get; private set; } = "";

    /// <summary>The image's id on the engine.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>The machine that it is on.</summary>
    public string WorkerId { get; private set; } = "";

    /// <summary>Its work volume, empty: it becomes that of the container that takes it.</summary>
    public string VolumeId { get; private set; } = "";

    /// <summary>CPU limit in thousandths of a core that it was made with.</summary>
    public int CpuMillis { get; private set; }

    /// <summary>Memory limit in bytes that it was made with.</summary>
    public long MemoryBytes { get; private set; }

    /// <summary>Limit of processes and threads that it was made with.</summary>
    public int PidsLimit { get; private set; }

    /// <summary>How far it is.</summary>
    public PooledStatus Status { get; private set; }

    /// <summary>The container that takes it, and owns its volume from then on.</summary>
    public string? ContainerId { get; private set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? ReservedAt { get; private set; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Raised by every write, so that of two at once one is told.</summary>
    public int Revision { get; private set; }

    /// <summary>What it may use until it is taken.</summary>
    public Resources Resources => new(CpuMillis, MemoryBytes, PidsLimit);

    /// <summary>It waits.</summary>
    public void Prepared() => Become(PooledStatus.Ready);

    /// <summary>It waits no longer: somebody ended it, or its engine was restarted.</summary>
    public void Lost() => Become(PooledStatus.Preparing);

    /// <summary>It is to be removed.</summary>
    public void Discard() => Become(PooledStatus.Discarded);

    private void Become(PooledStatus status)
    {
        Status = status;
        Revision++;
    }
}
