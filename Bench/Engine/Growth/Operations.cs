using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>The query root: a schema must have one.</summary>
[QueryType]
public static class Queries
{
    /// <summary>Executions so far.</summary>
    public static int Executions(Heart heart) => heart.Executions;
}

/// <summary>The subscription root.</summary>
[SubscriptionType]
public static class Subscriptions
{
    /// <summary>All beats.</summary>
    [EventStream(Shared = true, Overflow = StreamOverflow.Disconnect)]
    public static IAsyncEnumerable<Beat> Beats(Heart heart, CancellationToken ct) => heart.ReadAsync(ct);
}
