using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Scaling;

/// <summary>What the idle policy will do next with a container.</summary>
/// <param name="To">What it will be then.</param>
/// <param name="At">When, if nobody uses it before.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record PowerTransition(ContainerStatus To, DateTimeOffset At, string Reason);

/// <summary>When containers that nobody uses fall idle and asleep, and what keeps them from it.</summary>
public sealed class IdleSchedule(IOptions<IdleOptions> options, ActivityTracker activity, TimeProvider clock)
{
    // Long enough to be frozen in, so that the policy does not look before it is.
    private static readonly TimeSpan Freezing = TimeSpan.FromSeconds(1);

    /// <summary>The last use of a container, as far as it is written down or in memory.</summary>
    public Use LastUse(Container container)
    {
        var last = activity.Last(container.Id);
        return last.At > container.LastUsedAt ? last : new Use(container.LastUsedAt, UseKind.Change);
    }

    /// <summary>What the policy will do next; null while there is nothing.</summary>
    public PowerTransition? Next(Container container, DeploymentSpec spec)
    {
        if (Exempt(container, spec) is not null || !container.ShouldRun) return null;
        var (idle, stop) = (options.Value.IdleAfter(container), options.Value.StopAfter(container));
        var last = LastUse(container).At;
        return container.Power == PowerState.Active
            ? new(ContainerStatus.Idle, last + idle, $"It is frozen after {Words(idle)} without use.")
            : new(ContainerStatus.Stopped, last + stop, $"It is stopped after {Words(stop)} without use, and starts again when it is used.");
    }

    /// <summary>Why a container is awake; empty when it is not.</summary>
    public IReadOnlyList<KeepAlive> KeptAliveBy(Container container, DeploymentSpec spec)
    {
        if (!container.ShouldRun || container.Power != PowerState.Active) return [];
        if (Exempt(container, spec) is { } exempt) return [exempt];
        var (use, now) = (LastUse(container), clock.GetUtcNow());
        var reasons = new List<KeepAlive>();
        if (container.ObservedGeneration < container.Generation) reasons.Add(new(KeepAliveKind.Changing, "It is being changed.", null));
        reasons.Add(new(KeepAliveKind.RecentUse, $"{Words(use.Kind)} {Words(now - use.At)} ago.", use.At + options.Value.IdleAfter(container)));
        return reasons;
    }

    /// <summary>Writes down when the policy looks at it next. After every change of what decides that.</summary>
    public void Set(Container container, DeploymentSpec spec) => container.Used(LastUse(container).At, Next(container, spec)?.At);

    /// <summary>It was used: it is awake.</summary>
    public void Wake(Container container, DateTimeOffset now)
    {
        container.Wake(now);
        container.Used(now, now + options.Value.IdleAfter(container));
    }

    /// <summary>It was not used for long.</summary>
    public void FallIdle(Container container, DateTimeOffset now)
    {
        container.FallIdle(now);
        var stopAt = container.LastUsedAt + options.Value.StopAfter(container);
        container.Used(container.LastUsedAt, stopAt > now ? stopAt : now + Freezing);
    }

    /// <summary>It was not used for very long.</summary>
    public static void FallAsleep(Container container, DateTimeOffset now)
    {
        container.FallAsleep(now);
        container.Used(container.LastUsedAt, null);
    }

    private static KeepAlive? Exempt(Container container, DeploymentSpec spec) =>
        container.IdleMode == IdleMode.Off ? new(KeepAliveKind.PolicyOff, "Its idle policy is off.", null)
        : spec.Ports.Count > 0 ? new(KeepAliveKind.HostPort, $"It publishes host port {spec.Ports[0].HostPort}, and a connection there cannot wake it.", null)
        : container.IdleMode == IdleMode.Auto && container.HttpPort is null
            ? new(KeepAliveKind.NoHttpPort, "It has no HTTP port: others reach it by name, and that cannot wake it. Switch its idle policy on if nobody does.", null)
        : null;

    private static string Words(UseKind kind) => kind switch
    {
        UseKind.Exec => "A command was run in it",
        UseKind.Terminal => "A terminal was used in it",
        UseKind.Files => "Its files were used",
        UseKind.Request => "It was asked through its address",
        UseKind.Connection => "It had an open connection",
        UseKind.Cpu => "It was computing",
        UseKind.Network => "It was sending or receiving",
        _ => "It was started, woken or changed",
    };

    private static string Words(TimeSpan time) =>
        time < TimeSpan.FromMinutes(2) ? $"{Math.Max(0, time.TotalSeconds):0} s"
        : time < TimeSpan.FromHours(2) ? $"{time.TotalMinutes:0} min"
        : $"{time.TotalHours:0.#} h";
}
