using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Exec;

/// <summary>A command in a container, as <c>GET /exec/{id}/json</c> shows it.</summary>
public sealed record ExecDetails
{
    /// <summary>64 hexadecimal digits.</summary>
    [JsonPropertyName("ID")]
    public string Id { get; init; } = "";

    /// <summary>The container.</summary>
    [JsonPropertyName("ContainerID")]
    public string ContainerId { get; init; } = "";

    /// <summary>Whether it runs; false before its start, too.</summary>
    public bool Running { get; init; }

    /// <summary>Null until it has ended; 126 and 127 when it could not be executed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The host's process id; 0 when not started.</summary>
    public int Pid { get; init; }
}
