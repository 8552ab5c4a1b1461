using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Engine;

/// <summary>What a ping tells.</summary>
/// <param name="ApiVersion">The newest API that the engine speaks.</param>
/// <param name="BuilderVersion">1: classic builder, 2: BuildKit is its default.</param>
/// <param name="Swarm">inactive, pending, error, locked, active/worker, active/manager; empty when it does not say.</param>
public sealed record EnginePing(string ApiVersion, string BuilderVersion, string Swarm);

/// <summary>What an engine is.</summary>
public sealed record EngineVersion
{
    /// <summary>For example 20.10.24.</summary>
    public string Version { get; init; } = "";

    /// <summary>The newest API that it speaks.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The oldest API that it speaks.</summary>
    [JsonPropertyName("MinAPIVersion")]
    public string MinApiVersion { get; init; } = "";

    /// <summary>For example linux.</summary>
    public string Os { get; init; } = "";

    /// <summary>For example amd64.</summary>
    public string Arch { get; init; } = "";

    /// <summary>The kernel.</summary>
    public string KernelVersion { get; init; } = "";
}
