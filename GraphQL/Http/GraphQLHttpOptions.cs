using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http;

/// <summary>How the endpoint of <c>MapGraphQL</c> behaves.</summary>
public sealed class GraphQLHttpOptions
{
    /// <summary>Bytes of the largest request body; more is answered with 413.</summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes of the largest WebSocket message; more closes the socket with 1009.</summary>
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>Operations that may run on one socket at a time; more are refused by an error of the operation.</summary>
    public int MaxOperationsPerSocket { get; set; } = 100;

    /// <summary>How long a client may take to send <c>connection_init</c>; then 4408.</summary>
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the server pings an idle client. Twice this long without any message, and the socket is cut. Zero: never.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one message may take to be accepted by the client's side; then the socket is cut.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Decides on <c>connection_init</c> by its payload. Without it every client is accepted.</summary>
    public Func<HttpContext, JsonElement?, CancellationToken, ValueTask<WebSocketInit>>? OnWebSocketInit { get; set; }
}
