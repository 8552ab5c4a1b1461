using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers.Config;

/// <summary>The body of <c>POST /containers/create</c> (API 1.41). What is null is the image's or the engine's default.</summary>
public sealed record CreateContainerRequest
{
    /// <summary>The image: a reference, a digest reference or an id. It must be on the engine.</summary>
    public required string Image { get; init; }

    /// <summary>Arguments.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>What is executed; an empty list clears the image's.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Lines of <c>NAME=value</c>; a bare <c>NAME</c> removes the image's.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Where the command starts.</summary>
    public string? WorkingDir { get; init; }

    /// <summary><c>user</c>, <c>uid</c> or <c>uid:gid</c>.</summary>
    public string? User { get; init; }

    /// <summary>Its host name; by default the short id.</summary>
    public string? Hostname { get; init; }

    /// <summary>Labels; they cannot change later.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Ports such as <c>80/tcp</c>, besides the image's.</summary>
    [JsonConverter(typeof(NameSetConverter))]
    public IReadOnlyList<string>? ExposedPorts { get; init; }

    /// <summary>Paths that get an anonymous volume.</summary>
    [JsonConverter(typeof(NameSetConverter))]
    public IReadOnlyList<string>? Volumes { get; init; }

    /// <summary>The engine's health check.</summary>
    public HealthcheckConfig? Healthcheck { get; init; }

    /// <summary>The signal that asks it to stop, such as SIGTERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Seconds between that signal and SIGKILL when a stop names none.</summary>
    public int? StopTimeout { get; init; }

    /// <summary>Whether it has a terminal: one raw stream without frames.</summary>
    public bool? Tty { get; init; }

    /// <summary>Whether standard input stays open.</summary>
    public bool? OpenStdin { get; init; }

    /// <summary>Whether standard input closes when the first one attached leaves.</summary>
    public bool? StdinOnce { get; init; }

    /// <summary>How the host treats it.</summary>
    public HostConfig? HostConfig { get; init; }

    /// <summary>The networks that it joins.</summary>
    public NetworkingConfig? NetworkingConfig { get; init; }
}
