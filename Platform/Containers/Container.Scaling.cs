using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Platform.Containers;

/// <summary>What scaling does with its size.</summary>
public sealed partial class Container
{
    /// <summary>It shrinks to no smaller size; null when it does not scale by itself.</summary>
    public ContainerSize? AutoscaleMin { get; private set; }

    /// <summary>It grows to no larger size; null when it does not scale by itself.</summary>
    public ContainerSize? AutoscaleMax { get; private set; }

    /// <summary>Memory in bytes on top of what is configured, for a while; 0 without a boost.</summary>
    public long BoostBytes { get; private set; }

    /// <summary>When the boost ends.</summary>
    public DateTimeOffset? BoostUntil { get; private set; }

    /// <summary>The generation that a boost was last tried for because it ran out of memory: it is tried once.</summary>
    public long BoostGeneration { get; private set; }

    /// <summary>Between which sizes it scales by itself; null when it does not.</summary>
    public AutoscalePolicy? Autoscale => AutoscaleMin is { } min && AutoscaleMax is { } max ? new(min, max) : null;

    /// <summary>What each instance may use now: what is configured, and a boost while it lasts.</summary>
    public Resources Allowed => new(CpuMillis, MemoryBytes + BoostBytes, PidsLimit);

    /// <summary>Does what scaling decided; live, so it is no new generation.</summary>
    /// <param name="wish">What.</param>
    /// <param name="boostUntil">When a boost ends.</param>
    /// <param name="now">The time.</param>
    internal void Apply(ScalingWish wish, DateTimeOffset boostUntil, DateTimeOffset now)
    {
        switch (wish.Action)
        {
            case ScalingAction.Boost:
                BoostBytes = wish.To.MemoryBytes - MemoryBytes;
                BoostUntil = boostUntil;
                break;
            case ScalingAction.EndBoost:
                BoostBytes = 0;
                BoostUntil = null;
                break;
            default:
                CpuMillis = wish.To.CpuMillis;
                MemoryBytes = wish.To.MemoryBytes;
                UpdatedAt = now;
                break;
        }

        Revision++;
    }

    /// <summary>A boost was tried for what is wanted now.</summary>
    internal void TriedBoost() => BoostGeneration = Generation;
}
