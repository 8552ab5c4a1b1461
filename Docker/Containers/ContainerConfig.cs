using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers;

/// <summary>What a container was made with, or what an image says its containers are made with. Empty where nothing is said.</summary>
public sealed record ContainerConfig
{
    /// <summary>The image as it was asked for; empty in an image.</summary>
    public string Image { get => field ?? ""; init; }

    /// <summary>Arguments.</summary>
    public IReadOnlyList<string> Cmd { get => field ?? []; init; }

    /// <summary>What is executed.</summary>
    public IReadOnlyList<string> Entrypoint { get => field ?? []; init; }

    /// <summary>Lines of <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Env { get => field ?? []; init; }

    /// <summary>Where the command starts.</summary>
    public string WorkingDir { get => field ?? ""; init; }

    /// <summary>Empty is root.</summary>
    public string User { get => field ?? ""; init; }

    /// <summary>Its host name.</summary>
    public string Hostname { get => field ?? ""; init; }

    /// <summary>Labels, the image's included.</summary>
    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>Ports such as <c>80/tcp</c>.</summary>
    [JsonConverter(typeof(NameSetConverter))]
    public IReadOnlyList<string> ExposedPorts { get => field ?? []; init; }

    /// <summary>Paths that get an anonymous volume.</summary>
    [JsonConverter(typeof(NameSetConverter))]
    public IReadOnlyList<string> Volumes { get => field ?? []; init; }

    /// <summary>The engine's health check.</summary>
    public HealthcheckConfig? Healthcheck { get; init; }

    /// <summary>The signal that asks it to stop; null is SIGTERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Whether it has a terminal: its streams have no frames.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether standard input stays open.</summary>
    public bool OpenStdin { get; init; }
}
