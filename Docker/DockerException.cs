using System.Net;

namespace GraphPlatform.Docker;

/// <summary>The Docker engine refused, failed, or is not there. The only exception of this client besides cancellation and bad arguments.</summary>
/// <param name="kind">What went wrong.</param>
/// <param name="statusCode">The HTTP status, or null when the error came inside a stream or no answer came at all.</param>
/// <param name="engineMessage">The engine's own message, or ours when the engine did not answer.</param>
/// <param name="innerException">The transport's exception, if there was one.</param>
public sealed class DockerException(
    DockerErrorKind kind, HttpStatusCode? statusCode, string engineMessage, Exception? innerException = null)
    : Exception(engineMessage, innerException)
{
    /// <summary>What went wrong.</summary>
    public DockerErrorKind Kind { get; } = kind;

    /// <summary>The HTTP status, or null when the error came inside a stream or no answer came at all.</summary>
    public HttpStatusCode? StatusCode { get; } = statusCode;

    /// <summary>The engine's own message, unchanged.</summary>
    public string EngineMessage { get; } = engineMessage;
}
