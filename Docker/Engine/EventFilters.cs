using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Engine;

/// <summary>Which events a stream holds. Values of one member are alternatives, except labels, which must all match.</summary>
public sealed record EventFilters
{
    /// <summary>container, image, network, volume, daemon…</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>create, start, die, oom, pause, unpause, destroy…</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary><c>key</c> or <c>key=value</c> of the actor.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Containers by id or name.</summary>
    public IReadOnlyList<string>? Containers { get; init; }

    internal string? ToQuery() => FilterJson.Write(("type", Types), ("event", Actions), ("label", Labels), ("container", Containers));
}
