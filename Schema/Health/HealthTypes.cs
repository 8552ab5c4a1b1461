using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Health;

namespace GraphPlatform.Schema.Health;

/// <summary>How well the platform works.</summary>
[ObjectType<HealthReport>]
[Name("Health")]
public static class HealthType
{
    /// <summary>DOWN when requests cannot be served; DEGRADED when some part is not well: what can be read is read, and changes wait until it is.</summary>
    public static HealthState State([Parent] HealthReport report) => report.State;

    /// <summary>Its parts: database, engine, disk, scheduler, events, ingress (the gate and the proxy before it).</summary>
    public static IReadOnlyList<ComponentHealth> Components([Parent] HealthReport report) => report.Components;

    /// <summary>When that was so.</summary>
    public static DateTimeOffset CheckedAt([Parent] HealthReport report) => report.CheckedAt;
}

/// <summary>How well a part of the platform works.</summary>
[ObjectType<ComponentHealth>]
public static class ComponentHealthType
{
    /// <summary>The part.</summary>
    public static string Name([Parent] ComponentHealth component) => component.Name;

    /// <summary>How well it works.</summary>
    public static HealthState State([Parent] ComponentHealth component) => component.State;

    /// <summary>Why, in a sentence; also when it is well.</summary>
    public static string Reason([Parent] ComponentHealth component) => component.Reason;

    /// <summary>How long it took to find out.</summary>
    public static TimeSpan Took([Parent] ComponentHealth component) => component.Took;
}

/// <summary>Health.</summary>
[QueryType]
public static class HealthQueries
{
    /// <summary>How well the platform works; the same as <c>/health/ready</c> tells. Anybody may ask.</summary>
    public static Task<HealthReport> HealthAsync(Caller caller, HealthService health, CancellationToken ct) => health.CheckAsync(caller, ct);
}

/// <summary>Health as it changes.</summary>
[SubscriptionType]
public static class HealthSubscriptions
{
    /// <summary>How well the platform works, and again when some part works better or worse.</summary>
    public static IAsyncEnumerable<HealthReport> HealthChanged(Caller caller, HealthService health, CancellationToken ct) => health.Follow(caller, ct);
}
