using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Scaling;

/// <summary>What scaling does.</summary>
public enum ScalingAction
{
    /// <summary>To a larger size.</summary>
    Up,

    /// <summary>To a smaller size.</summary>
    Down,

    /// <summary>More memory for a while.</summary>
    Boost,

    /// <summary>The memory that was given for a while is taken back.</summary>
    EndBoost,
}

/// <summary>What should be done with a container's size.</summary>
/// <param name="Action">What.</param>
/// <param name="To">The resources that each instance may use then.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record ScalingWish(ScalingAction Action, Resources To, string Reason);

/// <summary>Decides by the last minutes. Pure, so it is tested as a value.</summary>
public static class ScalingRule
{
    /// <summary>Part of its CPU above which it grows.</summary>
    public const double HighCpu = 0.8;

    /// <summary>Part of its CPU below which it shrinks.</summary>
    public const double LowCpu = 0.2;

    /// <summary>Part of its memory above which it gets a boost.</summary>
    public const double HighMemory = 0.9;

    /// <summary>How long a boost lasts.</summary>
    public static readonly TimeSpan BoostTime = TimeSpan.FromMinutes(30);

    private const int MinutesUp = 5;
    private const int MinutesDown = 10;
    private const int MinutesMemory = 1;

    // It shrinks only where its memory still has some room then.
    private const double RoomAfter = 0.7;

    /// <summary>Memory of a boost on top of what is configured: half of it.</summary>
    public static long BoostOf(Container container) => container.MemoryBytes / 2;

    /// <summary>What should be done; null for nothing.</summary>
    /// <param name="container">The container; its policy is <see cref="Container.Autoscale"/>.</param>
    /// <param name="minutes">Its last complete minutes, the oldest first.</param>
    public static ScalingWish? Decide(Container container, IReadOnlyList<LoadMinute> minutes)
    {
        if (container.Autoscale is not { } policy) return null;
        var (cores, memory) = (container.CpuMillis / 1000.0 * container.Replicas, container.Allowed.MemoryBytes * container.Replicas);
        if (Last(minutes, MinutesMemory) is { } full && full.All(m => m.MemoryBytes > HighMemory * memory) && container.BoostUntil is null)
        {
            var more = container.Runtime.Resources with { MemoryBytes = container.MemoryBytes + BoostOf(container) };
            return new(ScalingAction.Boost, more, $"It used more than {HighMemory:0 %} of its {container.MemoryBytes >> 20} MiB of memory for a minute.");
        }

        if (Last(minutes, MinutesUp) is { } busy && busy.All(m => m.CpuCores > HighCpu * cores) && ContainerSizes.Above(container.Runtime.Resources) is { } above && above <= policy.Max)
            return new(ScalingAction.Up, Sized(container, above, grow: true), $"It used more than {HighCpu:0 %} of its {cores:0.##} cores for {MinutesUp} minutes.");
        if (Last(minutes, MinutesDown) is { } quiet && quiet.All(m => m.CpuCores < LowCpu * cores) && ContainerSizes.Below(container.Runtime.Resources) is { } below && below >= policy.Min)
        {
            var less = Sized(container, below, grow: false);
            if (quiet.All(m => m.MemoryBytes < RoomAfter * less.MemoryBytes * container.Replicas))
                return new(ScalingAction.Down, less, $"It used less than {LowCpu:0 %} of its {cores:0.##} cores for {MinutesDown} minutes.");
        }

        return null;
    }

    /// <summary>A size, but never less memory when it grows, nor more when it shrinks.</summary>
    private static Resources Sized(Container container, ContainerSize size, bool grow)
    {
        var (cpu, memory) = ContainerSizes.Of(size);
        return container.Runtime.Resources with { CpuMillis = cpu, MemoryBytes = grow ? Math.Max(memory, container.MemoryBytes) : Math.Min(memory, container.MemoryBytes) };
    }

    private static IReadOnlyList<LoadMinute>? Last(IReadOnlyList<LoadMinute> minutes, int count) => minutes.Count < count ? null : [.. minutes.TakeLast(count)];
}
