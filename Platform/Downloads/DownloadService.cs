using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Secrets;

namespace GraphPlatform.Platform.Downloads;

/// <summary>
/// Makes and opens download links: <c>ticket.signature</c>, both in base64url, signed with a key of this installation (HMAC-SHA-256). They carry no right: whose session
/// they were made in must still have it.
/// </summary>
public sealed class DownloadService
{
    /// <summary>Where links lead to.</summary>
    public const string PathPrefix = "/downloads/";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly byte[] key;
    private readonly SessionService sessions;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, IDownload> kinds;

    internal DownloadService(DataFolder data, SessionService sessions, IEnumerable<IDownload> kinds, TimeProvider clock)
    {
        key = KeyFile.ReadOrMake(Path.Combine(data.Folder("keys"), "download.key"));
        (this.sessions, this.clock) = (sessions, clock);
        this.kinds = kinds.ToDictionary(k => k.Kind);
    }

    /// <summary>A link for the caller, after its rights were looked at.</summary>
    /// <param name="caller">Who will follow it, in the same session.</param>
    /// <param name="kind">What is downloaded.</param>
    /// <param name="subjectId">Of what.</param>
    /// <param name="parameters">How, as JSON.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<DownloadLink> LinkAsync(Caller caller, string kind, string subjectId, string parameters, CancellationToken ct)
    {
        caller.DemandUser();
        var ticket = new DownloadTicket(kind, subjectId, parameters, caller.SessionId!, clock.GetUtcNow() + Lifetime);
        await kinds[kind].OpenAsync(caller, ticket, ct);
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(ticket, DownloadJson.Default.DownloadTicket));
        return new DownloadLink($"{PathPrefix}{body}.{Base64Url.EncodeToString(Sign(body))}", ticket.ExpiresAt);
    }

    /// <summary>What a link leads to.</summary>
    /// <param name="caller">Whoever follows it: nobody, mostly; the link says whose it is.</param>
    /// <param name="token">What stands behind <see cref="PathPrefix"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND: it is forged or over, its session has ended, or there is nothing any more. FORBIDDEN.</exception>
    public async Task<DownloadContent> OpenAsync(Caller caller, string token, CancellationToken ct)
    {
        if (Ticket(token) is not { } ticket || ticket.ExpiresAt <= clock.GetUtcNow() || !kinds.TryGetValue(ticket.Kind, out var kind)) throw Over();
        var owner = await sessions.FromSessionAsync(ticket.SessionId, ct);
        if (owner.UserId is null || (caller.UserId is { } follower && follower != owner.UserId)) throw Over();
        return await kind.OpenAsync(owner, ticket, ct);
    }

    private static PlatformException Over() => new(ErrorCode.NotFound, "This link is over. Make another.");

    private DownloadTicket? Ticket(string token)
    {
        if (token.Split('.') is not [var body, var signature] || !Base64Url.IsValid(body) || !Base64Url.IsValid(signature)) return null;
        if (!CryptographicOperations.FixedTimeEquals(Sign(body), Base64Url.DecodeFromChars(signature))) return null;
        return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(body), DownloadJson.Default.DownloadTicket);
    }

    private byte[] Sign(string body) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(body));
}
