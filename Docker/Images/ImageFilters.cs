using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Images;

/// <summary>Which images a list holds.</summary>
public sealed record ImageFilters
{
    /// <summary><c>key</c> or <c>key=value</c>; all must match.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Patterns of names, such as <c>nginx:*</c>.</summary>
    public IReadOnlyList<string>? References { get; init; }

    /// <summary>Only those without a name (true) or with one (false).</summary>
    public bool? Dangling { get; init; }

    internal string? ToQuery() => FilterJson.Write(
        ("label", Labels), ("reference", References), ("dangling", Dangling is { } only ? [only ? "true" : "false"] : null));
}
