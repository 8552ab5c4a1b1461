using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Containers.Config;

/// <summary>When the engine restarts a container that ended.</summary>
/// <param name="Name">no, always, unless-stopped or on-failure.</param>
/// <param name="MaximumRetryCount">For on-failure; 0 is unlimited.</param>
public sealed record RestartPolicy(string Name, int MaximumRetryCount = 0)
{
    /// <summary>The engine leaves it alone.</summary>
    public static RestartPolicy No { get; } = new("no");
}

/// <summary>Where a container's output is kept.</summary>
/// <param name="Type">json-file, local, none…</param>
/// <param name="Config">Options of that driver, such as <c>max-size</c> and <c>max-file</c>.</param>
public sealed record LogConfig(string Type, IReadOnlyDictionary<string, string>? Config = null);

/// <summary>A resource limit of each process.</summary>
/// <param name="Name">For example nofile.</param>
/// <param name="Soft">What a process starts with.</param>
/// <param name="Hard">How far it may raise that.</param>
public sealed record Ulimit(string Name, long Soft, long Hard);

/// <summary>Devices asked for by driver, such as GPUs.</summary>
public sealed record DeviceRequest
{
    /// <summary>For example nvidia; empty lets capabilities decide.</summary>
    public string? Driver { get; init; }

    /// <summary>How many; -1 is all.</summary>
    public int? Count { get; init; }

    /// <summary>Which ones, instead of a count.</summary>
    [JsonPropertyName("DeviceIDs")]
    public IReadOnlyList<string>? DeviceIds { get; init; }

    /// <summary>An OR of ANDs, such as <c>[["gpu"]]</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Capabilities { get; init; }

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
