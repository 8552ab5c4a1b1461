namespace GraphPlatform.Docker.Images;

/// <summary>A piece of a build's output.</summary>
public sealed record BuildMessage
{
    /// <summary>Text for people, line ends included, pieces not aligned to lines.</summary>
    public string? Text { get; init; }

    /// <summary>The progress of a base image's pull.</summary>
    public PullProgress? Pull { get; init; }

    /// <summary>The built image's id, once at the end.</summary>
    public string? ImageId { get; init; }

    /// <summary>BuildKit's progress: a <c>moby.buildkit.v1.StatusResponse</c> in protobuf.</summary>
    public ReadOnlyMemory<byte>? Trace { get; init; }

    internal static BuildMessage From(EngineMessage message) => new()
    {
        Text = message.Stream,
        Pull = message.Status is { } status ? new(message.Id, status, message.Progress?.Current, message.Progress?.Total) : null,
        ImageId = message.AuxText("ID"),
        Trace = message is { Id: "moby.buildkit.trace", Aux: { ValueKind: System.Text.Json.JsonValueKind.String } aux } ? aux.GetBytesFromBase64() : null,
    };
}
