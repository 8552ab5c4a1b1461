using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Engine;

/// <summary>Something that happened on an engine.</summary>
public sealed record EngineEvent
{
    /// <summary>container, image, network, volume, daemon…</summary>
    public string Type { get; init; } = "";

    /// <summary>create, start, die, oom, pause, destroy… An exec's carries its command: <c>exec_start: sh</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>What it happened to.</summary>
    public EngineActor Actor { get => field ??= new(); init; }

    /// <summary>Nanoseconds since 1970.</summary>
    [JsonPropertyName("timeNano")]
    public long UnixNanoseconds { get; init; }

    /// <summary>When. The next stream's <c>since</c>; that is inclusive.</summary>
    [JsonIgnore]
    public NanoTime Time => new(UnixNanoseconds);
}

/// <summary>What an event happened to.</summary>
public sealed record EngineActor
{
    /// <summary>Its id; a volume's or image's name.</summary>
    [JsonPropertyName("ID")]
    public string Id { get; init; } = "";

    /// <summary>Its labels, and name, image, exitCode, signal, container… by action.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }
}
