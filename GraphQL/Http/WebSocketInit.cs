using System.Security.Claims;

namespace GraphPlatform.GraphQL.Http;

/// <summary>The answer to <c>connection_init</c>, or to the start of an event stream.</summary>
public sealed class WebSocketInit
{
    private WebSocketInit()
    {
    }

    internal bool Accepted { get; private init; }
    internal ClaimsPrincipal? User { get; private init; }
    internal CancellationToken Ends { get; private init; }
    internal string Reason { get; private init; } = "Forbidden";
    internal int EndCode { get; private init; }
    internal IReadOnlyDictionary<object, object?>? Items { get; private init; }

    /// <summary>Lets the client in.</summary>
    /// <param name="user">Who it is, for the request values of its operations; null keeps the user of the HTTP request.</param>
    /// <param name="items">Put into the items of each of its operations.</param>
    /// <param name="endReason">The close reason when <paramref name="ends"/> is cancelled, at most 123 bytes; the message of a stream's last error.</param>
    /// <param name="endCode">The close code then; streams have none.</param>
    /// <param name="ends">When it is cancelled the socket or stream is closed (a session that ended, a key that was revoked).</param>
    public static WebSocketInit Accept(
        ClaimsPrincipal? user = null, IReadOnlyDictionary<object, object?>? items = null, string endReason = "Session ended", int endCode = 4403,
        CancellationToken? ends = null) =>
        new() { Accepted = true, User = user, Ends = ends ?? default, Reason = endReason, EndCode = endCode, Items = items };

    /// <summary>Closes the socket with 4403; answers the start of a stream with 403.</summary>
    /// <param name="reason">Shown to the client, at most 123 bytes.</param>
    public static WebSocketInit Reject(string reason = "Forbidden") => new() { Reason = reason };
}
