using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers;

/// <summary>Which containers a list holds. Values of one member are alternatives, except labels, which must all match.</summary>
public sealed record ContainerFilters
{
    /// <summary><c>key</c> or <c>key=value</c>; all must match.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Parts of names: the engine matches them anywhere, as regular expressions. Anchor with <c>^/name$</c>.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Ids or their beginnings.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>created, restarting, running, removing, paused, exited or dead.</summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>Images that they were made of, or of whose children.</summary>
    public IReadOnlyList<string>? Ancestors { get; init; }

    /// <summary>Networks by name or id.</summary>
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>Volumes by name, or mount points.</summary>
    public IReadOnlyList<string>? Volumes { get; init; }

    internal string? ToQuery() => FilterJson.Write(
        ("label", Labels), ("name", Names), ("id", Ids), ("status", Statuses), ("ancestor", Ancestors), ("network", Networks), ("volume", Volumes));
}
