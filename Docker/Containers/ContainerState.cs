using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers;

/// <summary>What a container is doing.</summary>
public sealed record ContainerState
{
    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string Status { get; init; } = "";

    /// <summary>Whether it has processes; also true while paused and restarting.</summary>
    public bool Running { get; init; }

    /// <summary>Whether it is frozen.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether the engine is restarting it.</summary>
    public bool Restarting { get; init; }

    /// <summary>Whether the kernel killed something in it for memory.</summary>
    [JsonPropertyName("OOMKilled")]
    public bool OomKilled { get; init; }

    /// <summary>Whether its removal failed.</summary>
    public bool Dead { get; init; }

    /// <summary>The host's process id; 0 when not running.</summary>
    public int Pid { get; init; }

    /// <summary>Of its first process; meaningful once it has ended.</summary>
    public int ExitCode { get; init; }

    /// <summary>Why it did not start, in the engine's words; empty otherwise.</summary>
    public string Error { get; init; } = "";

    /// <summary>Of the last start; null before the first.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Of the last end; null before the first.</summary>
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The engine's health check, when there is one.</summary>
    public ContainerHealth? Health { get; init; }
}

/// <summary>What the engine's health check says.</summary>
public sealed record ContainerHealth
{
    /// <summary>none, starting, healthy or unhealthy.</summary>
    public string Status { get; init; } = "";

    /// <summary>Failures in a row.</summary>
    public int FailingStreak { get; init; }
}
