using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Networks;

/// <summary>Which networks a list holds.</summary>
public sealed record NetworkFilters
{
    /// <summary><c>key</c> or <c>key=value</c>; all must match.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Parts of names.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Drivers.</summary>
    public IReadOnlyList<string>? Drivers { get; init; }

    internal string? ToQuery() => FilterJson.Write(("label", Labels), ("name", Names), ("driver", Drivers));
}
