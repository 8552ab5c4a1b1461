using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Secrets;

namespace GraphPlatform.Platform.Transfers;

/// <summary>
/// Makes and reads links that move files: <c>ticket.signature</c>, both in base64url, signed with a key of this installation (HMAC-SHA-256) and good for one purpose. They carry no right:
/// whose session they were made in must still have it.
/// </summary>
internal sealed class SignedLinks(DataFolder data, SessionService sessions, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly byte[] key = KeyFile.ReadOrMake(Path.Combine(data.Folder("keys"), "download.key"));

    /// <summary>What a caller's link is to stand for.</summary>
    public LinkTicket Ticket(Caller caller, string kind, string subjectId, string parameters)
    {
        caller.DemandUser();
        return new LinkTicket(kind, subjectId, parameters, caller.SessionId!, clock.GetUtcNow() + Lifetime);
    }

    /// <summary>The link.</summary>
    /// <param name="prefix">Where it leads: it is good there alone.</param>
    /// <param name="ticket">What it stands for, after the rights were looked at.</param>
    public SignedLink Sign(string prefix, LinkTicket ticket)
    {
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(ticket, LinkJson.Default.LinkTicket));
        return new SignedLink($"{prefix}{body}.{Base64Url.EncodeToString(Signature(prefix, body))}", ticket.ExpiresAt);
    }

    /// <summary>Reads a link.</summary>
    /// <param name="follower">Whoever follows it: nobody, mostly.</param>
    /// <param name="prefix">Where it led.</param>
    /// <param name="token">What stands behind that.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whose it is, and what it stands for.</returns>
    /// <exception cref="PlatformException">NOT_FOUND: it is forged or over, or its session has ended.</exception>
    public async Task<(Caller Owner, LinkTicket Ticket)> ReadAsync(Caller follower, string prefix, string token, CancellationToken ct)
    {
        if (Parse(prefix, token) is not { } ticket || ticket.ExpiresAt <= clock.GetUtcNow()) throw Over();
        var owner = await sessions.FromSessionAsync(ticket.SessionId, ct);
        return owner.UserId is null || (follower.UserId is { } user && user != owner.UserId) ? throw Over() : (owner, ticket);
    }

    private static PlatformException Over() => new(ErrorCode.NotFound, "This link is over. Make another.");

    private LinkTicket? Parse(string prefix, string token)
    {
        if (token.Split('.') is not [var body, var signature] || !Base64Url.IsValid(body) || !Base64Url.IsValid(signature)) return null;
        if (!CryptographicOperations.FixedTimeEquals(Signature(prefix, body), Base64Url.DecodeFromChars(signature))) return null;
        return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(body), LinkJson.Default.LinkTicket);
    }

    private byte[] Signature(string prefix, string body) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(prefix + body));
}
