namespace GraphPlatform.Web.Pages.Containers;

/// <summary>A rollout in a container's history.</summary>
public sealed record RolloutFacts(string Id, int Number, string Image, string Status, string? NotServingBecause, DateTimeOffset CreatedAt, OperationActor CreatedBy)
{
    /// <summary>Whether one can go back to it: it was healthy once. The current one has nothing to go back to.</summary>
    /// <param name="current">The id of the rollout that the container should run.</param>
    public bool CanReturn(string current) => Status is "REPLACED" or "SERVING" && Id != current;
}

/// <summary>The newest rollouts.</summary>
public sealed record RolloutPage(IReadOnlyList<RolloutFacts> Nodes, Shell.PageInfo PageInfo);

/// <summary>The rollout that something runs.</summary>
public sealed record ServingFacts(int Number);

/// <summary>How it is found out that an instance is well; times are ISO 8601.</summary>
public sealed record HealthCheckFacts(
    string Kind, IReadOnlyList<string>? Command, int? Port, string? Path, string? Host, string Interval, string Timeout, int Retries, string StartPeriod)
{
    /// <summary>In words.</summary>
    public string Words => Kind switch
    {
        "HTTP" => $"GET {Path} on port {Port}{(Host is null ? "" : $" of {Host}")}",
        "TCP" => $"a connection to port {Port}",
        _ => string.Join(' ', Command ?? []),
    };
}
