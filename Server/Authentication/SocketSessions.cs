using System.Collections.Concurrent;
using System.Text.Json;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Events;

namespace GraphPlatform.Server.Authentication;

/// <summary>
/// Lets sockets in, by the cookie of their request or by <c>{"authorization": "Bearer …"}</c> in their <c>connection_init</c>, and closes them when
/// their session ends. A socket outlives the access token that opened it, not the session.
/// </summary>
internal sealed class SocketSessions(SessionService sessions, AccessTokens tokens, EventBus events, TimeProvider clock)
{
    private const string Bearer = "Bearer ";

    private readonly ConcurrentDictionary<HttpContext, Watch> watches = new();

    public async ValueTask<WebSocketInit> InitAsync(HttpContext http, JsonElement? payload, CancellationToken ct)
    {
        var caller = Callers.Of(http);
        if (Authorization(payload) is { } header)
        {
            caller = tokens.SessionOf(header[Bearer.Length..].Trim()) is { } session ? await sessions.FromSessionAsync(session, ct) : Caller.Anonymous;
            if (caller.UserId is null) return WebSocketInit.Reject("The access token is not valid or has expired");
        }

        if (caller is not { SessionId: { } sessionId, SessionExpiresAt: { } expires }) return WebSocketInit.Accept(items: Items(caller), ends: CancellationToken.None);
        var watch = new Watch(events, sessionId, expires - clock.GetUtcNow(), clock);
        watches[http] = watch;
        http.Response.OnCompleted(() =>
        {
            if (watches.TryRemove(http, out var ended)) ended.Dispose();
            return Task.CompletedTask;
        });

        // Once more, now that its end is watched: it may have come in between.
        return (await sessions.FromSessionAsync(sessionId, ct)).UserId is null
            ? WebSocketInit.Reject("The session has ended")
            : WebSocketInit.Accept(items: Items(caller), endReason: "The session has ended", ends: watch.Ended);
    }

    private static Dictionary<object, object?> Items(Caller caller) => new() { [typeof(Caller)] = caller };

    private static string? Authorization(JsonElement? payload)
    {
        if (payload is not { ValueKind: JsonValueKind.Object } given) return null;
        foreach (var property in given.EnumerateObject())
        {
            if (property.NameEquals("authorization") || property.NameEquals("Authorization"))
                return property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { } text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? text : Bearer;
        }

        return null;
    }

    /// <summary>Waits for the end of one session, as long as its socket is open.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly CancellationTokenSource ended;
        private readonly EventReader<SessionEnded> reader;
        private readonly Task waiting;

        public Watch(EventBus events, string sessionId, TimeSpan left, TimeProvider clock)
        {
            ended = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Clamp(left.TotalMilliseconds, 0, int.MaxValue)), clock);
            reader = events.Subscribe<SessionEnded>(e => e.SessionId == sessionId, capacity: 1);
            waiting = WaitAsync();
        }

        public CancellationToken Ended => ended.Token;

        /// <summary>Ends the wait: it needs no more than the reader's end, so nobody has to wait for it.</summary>
        public void Dispose()
        {
            reader.Dispose();
            if (waiting.IsCompleted) ended.Dispose();
        }

        private async Task WaitAsync()
        {
            if (await reader.WaitAsync(CancellationToken.None)) await ended.CancelAsync();
        }
    }
}
