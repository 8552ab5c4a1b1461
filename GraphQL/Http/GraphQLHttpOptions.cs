using System.Security.Claims;
using System.Text.Json;
using GraphPlatform.GraphQL.Budgets;
using GraphPlatform.GraphQL.Persisted;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http;

/// <summary>How the endpoint of <c>MapGraphQL</c> behaves.</summary>
public sealed class GraphQLHttpOptions
{
    /// <summary>Bytes of the largest request body; more is answered with 413. Uploads have limits of their own.</summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Requests in one batch (a JSON array); a larger batch is refused as a whole. 0: no batches. Queries of a batch run at the same time, each with services of its own; a
    /// mutation runs alone, after those before it and before those after it.
    /// </summary>
    public int MaxBatchSize { get; set; } = 10;

    /// <summary>
    /// Refuses with 403 what a foreign page could have made a browser send with the user's cookies. A POST of application/json cannot be made so. A multipart POST needs one of
    /// the headers <c>GraphQL-Preflight</c>, <c>Apollo-Require-Preflight</c>, <c>X-Apollo-Operation-Name</c> (any value). A GET is answered if it has one of these or
    /// <c>Content-Type: application/json</c>; or the browser says that it comes from here (<c>Sec-Fetch-Site: same-origin</c> or <c>none</c>, or else <c>Origin</c> or
    /// <c>Referer</c>); or it says nothing of where it comes from and has no cookies. A WebSocket
    /// with cookies needs an <c>Origin</c> that is this host's, or none.
    /// </summary>
    public bool PreventCrossSiteRequests { get; set; } = true;

    /// <summary>
    /// The status of an answer with <c>data</c> and <c>errors</c> as application/graphql-response+json. The specification asks for any 2xx and recommends 294 since its
    /// edition of September 2026; 200 is what every proxy and client knows.
    /// </summary>
    public int PartialSuccessStatus { get; set; } = StatusCodes.Status200OK;

    /// <summary>
    /// Answers of at least this many bytes are compressed (br or gzip, quickest level) when the client takes it; null: never. Off unless set, because it costs more CPU
    /// (about 1.5 µs for each kilobyte) than making most answers does, and because of BREACH: where an answer holds a secret and, next to it, text that an attacker chose,
    /// its compressed size tells about the secret to somebody who sees the network and makes the browser ask again and again. <see cref="PreventCrossSiteRequests"/> keeps
    /// foreign pages from asking; turn this on together with it. Event streams are never compressed.
    /// </summary>
    public int? CompressFromBytes { get; set; }

    /// <summary>Files in one multipart request; more are refused. 0: no uploads.</summary>
    public int MaxUploadFiles { get; set; } = 10;

    /// <summary>Bytes of one uploaded file. What is above 64 kB waits in a temporary file until the request ends.</summary>
    public long MaxUploadFileBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes of a whole multipart request; takes the place of the server's own limit for it.</summary>
    public long MaxUploadRequestBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Documents that clients name instead of sending them: trusted documents and automatic persisted queries.</summary>
    public PersistedOperationOptions Persisted { get; } = new();

    /// <summary>
    /// What each identity may spend; refusals have the code BUDGET_EXCEEDED, over HTTP with 429 and <c>Retry-After</c>. Null: nobody counts, and that is the default, for only
    /// the application knows what its clients may. <c>Budget = new RequestBudget()</c> turns it on.
    /// </summary>
    public IRequestBudget? Budget { get; set; }

    /// <summary>Who pays for a request, and whose event streams are counted.</summary>
    public Func<HttpContext, ClaimsPrincipal, string> BudgetKey { get; set; } = BudgetKeys.UserOrAddress;

    /// <summary>Bytes of the largest WebSocket message; more closes the socket with 1009.</summary>
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>Operations that may run on one socket at a time; more are refused by an error of the operation.</summary>
    public int MaxOperationsPerSocket { get; set; } = 100;

    /// <summary>How long a client may take to send <c>connection_init</c>; then 4408.</summary>
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the server pings an idle client. Twice this long without any message, and the socket is cut. Zero: never.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one message of a socket or event stream may take to be accepted by the client's side; then the connection is cut.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Event streams that one identity may have open at a time; more are answered with 429 and TOO_MANY_STREAMS.</summary>
    public int MaxStreamsPerIdentity { get; set; } = 1_000;

    /// <summary>How often an event stream with nothing to say sends a comment, so that proxies keep it and a client that is gone is noticed. Zero: never.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>After how long a browser's EventSource comes back when its stream was cut.</summary>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Decides on <c>connection_init</c> by its payload. Without it every client is accepted. Event streams ask it too, without a payload, unless <see cref="OnStreamStart"/>
    /// is set: what ends a socket (a session that is over) ends a stream.
    /// </summary>
    public Func<HttpContext, JsonElement?, CancellationToken, ValueTask<WebSocketInit>>? OnWebSocketInit { get; set; }

    /// <summary>Decides whether an event stream starts, and what ends it. A stream that is not accepted is answered with 403.</summary>
    public Func<HttpContext, CancellationToken, ValueTask<WebSocketInit>>? OnStreamStart { get; set; }
}
