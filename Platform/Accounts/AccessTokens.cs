using System.Security.Claims;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Secrets;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GraphPlatform.Platform.Accounts;

/// <summary>Short-lived access tokens: JSON Web Tokens (RFC 7519) signed with a key of this installation (HMAC-SHA-256), with the session in <c>sid</c>.</summary>
public sealed class AccessTokens
{
    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "sid";

    private const string Issuer = "graphplatform";

    private readonly AccountOptions options;
    private readonly TimeProvider clock;
    private readonly SymmetricSecurityKey key;

    /// <summary>Reads the key from the data folder, or makes it.</summary>
    public AccessTokens(DataFolder data, IOptions<AccountOptions> options, TimeProvider clock)
    {
        this.options = options.Value;
        this.clock = clock;
        key = new SymmetricSecurityKey(KeyFile.ReadOrMake(Path.Combine(data.Folder("keys"), "access-token.key")));
    }

    /// <summary>The session that a presented token stands for; null when it is forged, not ours or over.</summary>
    public string? SessionOf(string token)
    {
        var result = new JsonWebTokenHandler().ValidateToken(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = key,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        });
        return result.IsValid && result.ClaimsIdentity.FindFirst(SessionClaim) is { } session ? session.Value : null;
    }

    /// <summary>A token for a session, and when it expires.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Issue(Session session)
    {
        var now = clock.GetUtcNow();
        var expires = now + options.AccessTokenLifetime;
        if (expires > session.ExpiresAt) expires = session.ExpiresAt;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Subject = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, session.UserId), new Claim(SessionClaim, session.Id)]),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
        return (token, expires);
    }
}
