namespace GraphPlatform.Platform.Health;

/// <summary>How well something works.</summary>
public enum HealthState
{
    /// <summary>As it should.</summary>
    Ok,

    /// <summary>It works, but not all of it, or not for long.</summary>
    Degraded,

    /// <summary>It does not work.</summary>
    Down,
}

/// <summary>How well a part of the platform works.</summary>
/// <param name="Name">The part: <c>database</c>, <c>engine</c>, <c>disk</c>, <c>scheduler</c>, <c>events</c>, <c>ingress</c>.</param>
/// <param name="State">How well.</param>
/// <param name="Reason">Why, in a sentence that anybody may read; also when it is well.</param>
/// <param name="Took">How long it took to find out.</param>
public sealed record ComponentHealth(string Name, HealthState State, string Reason, TimeSpan Took);

/// <summary>How well the platform works.</summary>
/// <param name="State">DOWN when requests cannot be served; DEGRADED when some part is not well: what can be read is read, and changes wait until it is.</param>
/// <param name="Components">Its parts.</param>
/// <param name="CheckedAt">When that was so.</param>
public sealed record HealthReport(HealthState State, IReadOnlyList<ComponentHealth> Components, DateTimeOffset CheckedAt);
