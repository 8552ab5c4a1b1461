using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Volumes;

/// <summary>Which volumes a list holds.</summary>
public sealed record VolumeFilters
{
    /// <summary><c>key</c> or <c>key=value</c>; all must match.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Parts of names.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Only those that no container has (true) or some has (false).</summary>
    public bool? Dangling { get; init; }

    internal string? ToQuery() => FilterJson.Write(
        ("label", Labels), ("name", Names), ("dangling", Dangling is { } only ? [only ? "true" : "false"] : null));
}
