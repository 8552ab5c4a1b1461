using System.ComponentModel.DataAnnotations;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Scaling;

/// <summary>Section <c>Idle</c>: what happens to containers that nobody uses, where they do not say otherwise.</summary>
public sealed class IdleOptions
{
    /// <summary>Minutes without use until a container is frozen.</summary>
    [Range(0.01, 43_200)]
    public double AutoIdleMinutes { get; init; } = 5;

    /// <summary>Minutes without use until it is stopped.</summary>
    [Range(0.01, 43_200)]
    public double AutoStopMinutes { get; init; } = 30;

    /// <summary>Hours that a container may be frozen at most, whatever it asks for: frozen, it still has its memory.</summary>
    [Range(0.01, 720)]
    public double MaxIdleHours { get; init; } = 2;

    /// <summary>Cores in use from which on a container counts as used.</summary>
    [Range(0.0, 1000)]
    public double CpuFloor { get; init; } = 0.05;

    /// <summary>Bytes a second over its network from which on a container counts as used.</summary>
    [Range(0L, 1L << 40)]
    public long NetworkFloor { get; init; } = 1024;

    /// <summary>Without use for so long, this container is frozen.</summary>
    public TimeSpan IdleAfter(Container container) => container.IdleAfter ?? TimeSpan.FromMinutes(AutoIdleMinutes);

    /// <summary>Without use for so long, this container is stopped; never later than the longest time that it may be frozen.</summary>
    public TimeSpan StopAfter(Container container)
    {
        var idle = IdleAfter(container);
        var longest = idle + TimeSpan.FromHours(MaxIdleHours);
        var asked = container.StopAfter ?? TimeSpan.FromMinutes(AutoStopMinutes);
        return asked < idle ? idle : asked > longest ? longest : asked;
    }
}
