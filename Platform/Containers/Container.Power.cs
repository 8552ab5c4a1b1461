namespace GraphPlatform.Platform.Containers;

/// <summary>What the idle policy does with it. Waking changes nothing else: it never starts what a user stopped or a hold forbids.</summary>
public sealed partial class Container
{
    /// <summary>What the idle policy has done. Written by the policy alone.</summary>
    public PowerState Power { get; private set; }

    /// <summary>Since when it has been so.</summary>
    public DateTimeOffset? PowerSince { get; private set; }

    /// <summary>Whether the policy applies to it.</summary>
    public IdleMode IdleMode { get; private set; }

    /// <summary>Without use for so long, it is frozen; null for the configured time.</summary>
    public TimeSpan? IdleAfter { get; private set; }

    /// <summary>Without use for so long, it is stopped; null for the configured time.</summary>
    public TimeSpan? StopAfter { get; private set; }

    /// <summary>When it was last used, as far as that was written down: later uses are in memory until the policy looks.</summary>
    public DateTimeOffset LastUsedAt { get; private set; }

    /// <summary>When the idle policy looks at it next; null while there is nothing for it to do.</summary>
    public DateTimeOffset? PowerDueAt { get; private set; }

    /// <summary>The configuration of the policy.</summary>
    public LifecyclePolicy Lifecycle => new(IdleMode, IdleAfter, StopAfter);

    /// <summary>It was used, so it is awake.</summary>
    public void Wake(DateTimeOffset now)
    {
        DemandNotDeleting();
        SetPower(PowerState.Active, now);
        Raise(now);
    }

    /// <summary>It was not used for long: it is to be frozen.</summary>
    public void FallIdle(DateTimeOffset now)
    {
        SetPower(PowerState.Idle, now);
        Raise(now);
    }

    /// <summary>It was not used for very long, or what was frozen is gone: nothing of it is to run.</summary>
    public void FallAsleep(DateTimeOffset now)
    {
        SetPower(PowerState.Asleep, now);
        Raise(now);
    }

    /// <summary>Notes a use that was kept in memory, and when the policy looks again.</summary>
    public void Used(DateTimeOffset lastUse, DateTimeOffset? dueAt)
    {
        if (lastUse > LastUsedAt) LastUsedAt = lastUse;
        PowerDueAt = dueAt;
    }

    private void SetPower(PowerState power, DateTimeOffset now)
    {
        if (power == PowerState.Active) LastUsedAt = now;
        if (power == Power) return;
        Power = power;
        PowerSince = now;
    }
}
