using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.EngineServer;

/// <summary>The query root.</summary>
[QueryType]
public static class Queries
{
    /// <summary>pong</summary>
    public static string Ping() => "pong";

    /// <summary>One container.</summary>
    public static Container? Container(Fleet fleet, [ID] string id) => fleet.Find(id);

    /// <summary>The first containers.</summary>
    public static IEnumerable<Container> Containers(Fleet fleet, int? first = 50, string? status = null) => fleet.List(first ?? 50, status);
}

/// <summary>The mutation root.</summary>
[MutationType]
public static class Mutations
{
    /// <summary>Sets a container running.</summary>
    public static Container Touch(Fleet fleet, [ID] string id)
    {
        var container = fleet.Find(id) ?? throw new KeyNotFoundException($"There is no container {id}.");
        container.Status = "running";
        return container;
    }
}

/// <summary>The subscription root.</summary>
[SubscriptionType]
public static class Subscriptions
{
    /// <summary>The lines that the publisher makes while anyone listens; none for the container "idle".</summary>
    [EventStream(Shared = true, Overflow = StreamOverflow.Disconnect, Capacity = 4096)]
    public static IAsyncEnumerable<LogLine> Logs(LogPublisher publisher, [ID] string containerId, CancellationToken ct) =>
        publisher.ReadAsync(containerId, ct);
}
