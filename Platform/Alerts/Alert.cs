using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Alerts;

/// <summary>What an evaluation did to an alert.</summary>
internal enum AlertChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It goes on as it is; that is written, so that a restart does not begin anew.</summary>
    Seen,

    /// <summary>It waits, or waits no more: members see it, and nobody is told.</summary>
    Shown,

    /// <summary>It fires.</summary>
    Fired,

    /// <summary>It fired and is over.</summary>
    Resolved,
}

/// <summary>A rule and a container: whether it is an alert now, and the last time that it was.</summary>
public sealed class Alert : IOwned
{
    /// <summary>Not looked at for longer than this, nobody knows whether it held on.</summary>
    private static readonly TimeSpan Blind = TimeSpan.FromMinutes(2);

    /// <summary>A value that swings around the threshold does not tell everybody at each swing.</summary>
    private static readonly TimeSpan LongestClearing = TimeSpan.FromMinutes(1);

    private Alert()
    {
    }

    /// <summary>A new one that is none yet.</summary>
    public Alert(string id, AlertRule rule, string containerId)
    {
        (Id, OrganizationId, RuleId, ContainerId) = (id, rule.OrganizationId, rule.Id, containerId);
        State = AlertState.Resolved;
    }

    /// <summary><c>alt_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The rule.</summary>
    public string RuleId { get; private set; } = "";

    /// <summary>The container.</summary>
    public string ContainerId { get; private set; } = "";

    /// <summary>How it stands.</summary>
    public AlertState State { get; private set; }

    /// <summary>Since when the value is beyond the threshold, or was the last time.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When that was last seen.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>When it fired; null when it did not, this time.</summary>
    public DateTimeOffset? FiredAt { get; private set; }

    /// <summary>Since when the value is on the right side again, while it fires.</summary>
    public DateTimeOffset? ClearSince { get; private set; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>The value at the last change of state; null when there was none.</summary>
    public double? Value { get; private set; }

    /// <summary>What is the matter, in a sentence.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Raised by every write, so that of two at once one is told.</summary>
    public int Revision { get; private set; }

    /// <summary>Takes what was read now.</summary>
    internal AlertChange Observe(AlertRule rule, AlertReading reading, DateTimeOffset now)
    {
        if (!reading.IsKnown) return AlertChange.None;
        var change = (State, rule.IsBeyond(reading.Value)) switch
        {
            (AlertState.Resolved, true) => Begin(rule, reading, now),
            (AlertState.Pending, true) => GoOn(rule, reading, now),
            (AlertState.Pending, false) => End(rule, reading, now, AlertChange.Shown),
            (AlertState.Firing, true) => StayOn(),
            (AlertState.Firing, false) => Clear(rule, reading, now),
            _ => AlertChange.None,
        };
        if (change != AlertChange.None) Revision++;
        return change;
    }

    /// <summary>It is over for a reason that no value has: its container is gone, its rule was switched off.</summary>
    internal void Withdraw(string because, DateTimeOffset now)
    {
        (State, ResolvedAt, ClearSince, Value, Reason) = (AlertState.Resolved, now, null, null, because);
        Revision++;
    }

    /// <summary>Its rule was changed: what waited begins anew.</summary>
    internal void BeginAnew(DateTimeOffset now)
    {
        if (State != AlertState.Pending) return;
        (Since, SeenAt) = (now, now);
        Revision++;
    }

    private AlertChange Begin(AlertRule rule, AlertReading reading, DateTimeOffset now)
    {
        (State, Since, SeenAt, FiredAt, ClearSince, ResolvedAt) = (AlertState.Pending, now, now, null, null, null);
        (Value, Reason) = (reading.Value, AlertWords.Waiting(rule, reading));
        return rule.HeldFor > TimeSpan.Zero ? AlertChange.Shown : Fire(rule, reading, now);
    }

    private AlertChange GoOn(AlertRule rule, AlertReading reading, DateTimeOffset now)
    {
        if (now < Since || now - SeenAt > Blind) Since = now;
        SeenAt = now;
        return now - Since >= rule.HeldFor ? Fire(rule, reading, now) : AlertChange.Seen;
    }

    private AlertChange Fire(AlertRule rule, AlertReading reading, DateTimeOffset now)
    {
        (State, FiredAt, Value, Reason) = (AlertState.Firing, now, reading.Value, AlertWords.Firing(rule, reading));
        return AlertChange.Fired;
    }

    private AlertChange StayOn()
    {
        if (ClearSince is null) return AlertChange.None;
        ClearSince = null;
        return AlertChange.Seen;
    }

    private AlertChange Clear(AlertRule rule, AlertReading reading, DateTimeOffset now)
    {
        var clearing = rule.HeldFor < LongestClearing ? rule.HeldFor : LongestClearing;
        if (ClearSince is null || now < ClearSince) ClearSince = now;
        return now - ClearSince >= clearing ? End(rule, reading, now, AlertChange.Resolved) : AlertChange.Seen;
    }

    private AlertChange End(AlertRule rule, AlertReading reading, DateTimeOffset now, AlertChange change)
    {
        (State, ResolvedAt, ClearSince, Value, Reason) = (AlertState.Resolved, now, null, reading.Value, AlertWords.Over(rule, reading));
        return change;
    }
}
