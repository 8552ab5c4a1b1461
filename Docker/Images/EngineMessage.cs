using System.Text.Json;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Images;

/// <summary>A line of the engine's answers to pull, push, load, import and build.</summary>
internal sealed record EngineMessage
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    [JsonPropertyName("progressDetail")]
    public EngineProgress? Progress { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("errorDetail")]
    public EngineErrorDetail? ErrorDetail { get; init; }

    [JsonPropertyName("aux")]
    public JsonElement? Aux { get; init; }

    /// <summary>An error in the middle of a stream that began with 200.</summary>
    public EngineMessage ThrowIfError(Purpose purpose) =>
        (ErrorDetail?.Message ?? Error) is { } message ? throw EngineErrors.FromStream(message, purpose) : this;

    /// <summary>A text member of <c>aux</c>, such as its ID or Digest.</summary>
    public string? AuxText(string name) =>
        Aux is { ValueKind: JsonValueKind.Object } aux && aux.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

internal sealed record EngineProgress
{
    [JsonPropertyName("current")]
    public long? Current { get; init; }

    [JsonPropertyName("total")]
    public long? Total { get; init; }
}

internal sealed record EngineErrorDetail
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
