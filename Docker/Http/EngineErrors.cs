using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace GraphPlatform.Docker.Http;

/// <summary>The one place that says what an engine's answer means.</summary>
internal static class EngineErrors
{
    /// <summary>
    /// Words of the engine's messages (20.10 to 28), first match wins. The status alone does not tell: a taken port is a 500,
    /// an overlapping subnet a 403 or 400.
    /// </summary>
    private static readonly (string Words, DockerErrorKind Kind)[] Known =
    [
        ("no space left on device", DockerErrorKind.DiskFull),
        ("disk quota exceeded", DockerErrorKind.DiskFull),
        ("port is already allocated", DockerErrorKind.PortInUse),
        ("bind: address already in use", DockerErrorKind.PortInUse),
        ("Pool overlaps with other one", DockerErrorKind.SubnetOverlap),
        ("conflicts with network", DockerErrorKind.SubnetOverlap),
        ("Address already in use", DockerErrorKind.SubnetOverlap),
        ("non-overlapping IPv4 address pool", DockerErrorKind.AddressPoolsExhausted),
        ("all predefined address pools have been fully subnetted", DockerErrorKind.AddressPoolsExhausted),
        ("No such image", DockerErrorKind.ImageNotFound),
        ("manifest unknown", DockerErrorKind.ImageNotFound),
        ("repository does not exist", DockerErrorKind.ImageNotFound),
        ("repository name not known to registry", DockerErrorKind.ImageNotFound),
        ("An image does not exist locally", DockerErrorKind.ImageNotFound),
        ("is already in use by container", DockerErrorKind.NameInUse),
        ("network with name", DockerErrorKind.NameInUse),
        ("is already in progress", DockerErrorKind.RemovalInProgress),
        ("is not running", DockerErrorKind.NotRunning),
        ("is paused, unpause the container before", DockerErrorKind.Paused),
        ("is already paused", DockerErrorKind.Paused),
        ("is not paused", DockerErrorKind.Conflict),        // 500 from older engines
        ("has active endpoints", DockerErrorKind.InUse),
        ("volume is in use", DockerErrorKind.InUse),
        ("image is being used by", DockerErrorKind.InUse),
        ("image is referenced in", DockerErrorKind.InUse),
        ("has dependent child images", DockerErrorKind.InUse),
        ("executable file not found", DockerErrorKind.CommandNotFound),
        ("container process: exec:", DockerErrorKind.CommandNotFound),
        ("container process caused: exec:", DockerErrorKind.CommandNotFound),
        ("unauthorized:", DockerErrorKind.Unauthorized),
        ("authentication required", DockerErrorKind.Unauthorized),
        ("no basic auth credentials", DockerErrorKind.Unauthorized),
    ];

    /// <summary>The error for a status and body; a body of <c>{"message": "…"}</c> is unwrapped.</summary>
    public static DockerException From(HttpStatusCode status, string body, Purpose purpose)
    {
        var message = Message(body) is { Length: > 0 } text ? text : $"The engine answered {(int)status} without a message.";
        return new(Kind(status, message, purpose), status, message);
    }

    /// <summary>The error for a message inside a stream that had begun with 200.</summary>
    public static DockerException FromStream(string message, Purpose purpose) => new(Kind(null, message, purpose), null, message);

    public static DockerException StreamBroken(EngineEndpoint endpoint, Exception cause) =>
        new(DockerErrorKind.StreamBroken, null, $"The stream from the Docker engine at {endpoint.Address} broke: {Innermost(cause).Message}", cause);

    public static DockerException Unavailable(EngineEndpoint endpoint, Exception cause)
    {
        var what = Innermost(cause) switch
        {
            SocketException { SocketErrorCode: SocketError.AccessDenied } => "may not be used by this user: join the group 'docker' or run as root",
            // What .NET makes of ENOENT on a unix socket.
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } when endpoint.Address.Scheme == "unix" =>
                "is not running (there is no such socket). Start it, for example with 'systemctl start docker' or 'dockerd', or set DOCKER_HOST",
            HttpIOException => "closed the connection before it answered. Is it restarting? See its log, or start it with 'systemctl start docker' or 'dockerd'",
            AuthenticationException tls => $"could not be trusted ({tls.Message}): see DOCKER_CERT_PATH",
            var reason => $"does not answer ({reason.Message}). Start it, for example with 'systemctl start docker' or 'dockerd', or set DOCKER_HOST",
        };
        return new(DockerErrorKind.Unavailable, null, $"The Docker engine at {endpoint.Address} {what}.", cause);
    }

    /// <summary>Whether the transport failed, as opposed to our caller's cancelling or a bug.</summary>
    public static bool IsTransport(Exception e, CancellationToken ct) =>
        e is HttpRequestException or IOException or SocketException or AuthenticationException
        || (e is OperationCanceledException && !ct.IsCancellationRequested && e.InnerException is TimeoutException);

    public static bool IsVersionTooNew(HttpStatusCode status, string message) =>
        status == HttpStatusCode.BadRequest && message.Contains("client version", StringComparison.Ordinal)
        && message.Contains("too new", StringComparison.Ordinal);

    private static DockerErrorKind Kind(HttpStatusCode? status, string message, Purpose purpose)
    {
        foreach (var (words, kind) in Known)
            if (message.Contains(words, StringComparison.Ordinal)) return kind;
        return (purpose, status) switch
        {
            (Purpose.Pull, HttpStatusCode.NotFound) => DockerErrorKind.ImageNotFound,
            (Purpose.Pull, not HttpStatusCode.BadRequest) => DockerErrorKind.PullFailed,
            (Purpose.Push, not HttpStatusCode.BadRequest) => DockerErrorKind.PushFailed,
            (Purpose.Build, null) => DockerErrorKind.BuildFailed,
            (_, HttpStatusCode.NotFound) => DockerErrorKind.NotFound,
            (_, HttpStatusCode.Conflict) => DockerErrorKind.Conflict,
            (_, HttpStatusCode.BadRequest) => DockerErrorKind.BadRequest,
            (_, HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) => DockerErrorKind.Unauthorized,
            _ => DockerErrorKind.ServerError,
        };
    }

    private static string Message(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, DockerJson.Default.EngineErrorBody)?.Message ?? body.Trim();
        }
        catch (JsonException)
        {
            return body.Trim();
        }
    }

    private static Exception Innermost(Exception e)
    {
        while (e is HttpRequestException or OperationCanceledException or IOException && e.InnerException is { } inner) e = inner;
        return e;
    }
}

/// <summary>The body of every error answer.</summary>
internal sealed record EngineErrorBody([property: System.Text.Json.Serialization.JsonPropertyName("message")] string? Message);
