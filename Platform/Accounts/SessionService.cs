using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Accounts;

/// <summary>What a sign-in gives.</summary>
/// <param name="User">Who signed in.</param>
/// <param name="AccessToken">For programs: send it as <c>Authorization: Bearer</c>.</param>
/// <param name="AccessTokenExpiresAt">When that ends.</param>
/// <param name="RefreshToken">For programs: gives the next pair, once.</param>
/// <param name="SessionToken">For the console's cookie.</param>
/// <param name="ExpiresAt">When one has to sign in again.</param>
public sealed record SessionTokens(
    User User, string? AccessToken, DateTimeOffset? AccessTokenExpiresAt, string? RefreshToken, string? SessionToken, DateTimeOffset ExpiresAt);

/// <summary>Signs in and out.</summary>
public sealed class SessionService(
    StateDatabase database, DiskReserve reserve, AccessTokens accessTokens, SignInThrottle throttle, IOptions<AccountOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(1);

    // Of one user and kind: programs that sign in for each run end each other's oldest, not the console's.
    private const int MaxSessions = 100;

    private const int MaxEmailLength = 254;         // RFC 5321, section 4.5.3.1

    // The sign-in is where a caller comes from, so it cannot ask one for a right.
    private static readonly Caller Self = Caller.System("sign-in");

    /// <summary>Signs in with e-mail address and password.</summary>
    /// <exception cref="PlatformException">UNAUTHENTICATED: one of the two is wrong. RATE_LIMITED: too many failures.</exception>
    public async Task<SessionTokens> SignInAsync(Caller caller, string email, string password, SessionKind kind, CancellationToken ct)
    {
        new Problems()
            .Require(email.Length <= MaxEmailLength, "An e-mail address has at most 254 characters.", "email")
            .Require(password.Length <= AccountService.MaxPasswordLength, "The password is too long to be one.", "password")
            .ThrowIfAny();
        var address = User.Normalize(email);
        User? user;
        bool isKnown;
        await using (var db = await database.ReadAsync(ct))
        {
            user = await db.As(Self).Users.SingleOrDefaultAsync(u => u.Email == address, ct);
            isKnown = user is not null && await db.As(Self).Sessions.AnyAsync(s => s.UserId == user.Id && s.Source == caller.Source, ct);
        }

        var attempt = throttle.Begin(caller.Source, address, isKnown);
        if (!await throttle.VerifyAsync(caller.Source, user?.PasswordHash, password, ct) || user is null)
            throw new PlatformException(ErrorCode.Unauthenticated, "The e-mail address or the password is wrong.");
        attempt.Succeed();
        var now = clock.GetUtcNow();
        return await reserve.RunAsync(() => BeginAsync(caller, user, kind, now, ct));
    }

    private async Task<SessionTokens> BeginAsync(Caller caller, User user, SessionKind kind, DateTimeOffset now, CancellationToken ct)
    {
        var sessionToken = kind == SessionKind.Browser ? Token.New("gps") : null;
        await using var work = await database.BeginAsync(ct);
        await EndOldestAsync(work, user, kind, now, ct);
        var session = work.Add(new Session(
            Ids.New("ses"), user.Id, kind, sessionToken is null ? null : Token.Hash(sessionToken), caller.Source, now, now + options.Value.SessionLifetime));
        var tokens = kind == SessionKind.Browser
            ? new SessionTokens(user, null, null, null, sessionToken, session.ExpiresAt)
            : HandOut(work, user, session, now);
        await work.CommitAsync(ct);
        return tokens;
    }

    /// <summary>
    /// Gives the next pair of tokens for a refresh token. One that was used before is refused, and ends the session: two have it, and one
    /// of them stole it. Within a short grace it is served again, for an answer that was lost on its way.
    /// </summary>
    /// <exception cref="PlatformException">UNAUTHENTICATED: sign in again.</exception>
    public Task<SessionTokens> RefreshAsync(Caller caller, string refreshToken, CancellationToken ct) => reserve.RunAsync(() => RefreshOnceAsync(refreshToken, ct));

    private async Task<SessionTokens> RefreshOnceAsync(string refreshToken, CancellationToken ct)
    {
        var hash = Token.Hash(refreshToken);
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        var all = work.As(Self);
        var token = await all.RefreshTokens.SingleOrDefaultAsync(t => t.Hash == hash, ct);
        var session = token is null ? null : await all.Sessions.SingleAsync(s => s.Id == token.SessionId, ct);
        if (token is null || session is null || !session.IsLive(now)) throw SignInAgain();
        if (token.UsedAt is { } used && now - used > options.Value.RefreshGrace)
        {
            session.End(now);
            work.Publish(new SessionEnded(session.Id));
            await work.CommitAsync(ct);
            throw SignInAgain();
        }

        token.Use(now);
        var user = await all.Users.SingleAsync(u => u.Id == session.UserId, ct);
        var tokens = HandOut(work, user, session, now);
        await work.CommitAsync(ct);
        return tokens;
    }

    /// <summary>Ends the caller's session, and with it all that is open in its name.</summary>
    public Task SignOutAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandUser();
        return reserve.RunAsync(() => SignOutOnceAsync(caller, ct));
    }

    private async Task SignOutOnceAsync(Caller caller, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        if (await work.As(Self).Sessions.SingleOrDefaultAsync(s => s.Id == caller.SessionId, ct) is { } session)
        {
            session.End(clock.GetUtcNow());
            work.Publish(new SessionEnded(session.Id));
        }

        await work.CommitAsync(ct);
    }

    /// <summary>The caller that a cookie's token stands for; anonymous when it stands for none.</summary>
    public async Task<Caller> FromSessionTokenAsync(string token, CancellationToken ct)
    {
        var hash = Token.Hash(token);
        await using var db = await database.ReadAsync(ct);
        return await CallerOfAsync(db, await db.As(Self).Sessions.SingleOrDefaultAsync(s => s.TokenHash == hash, ct), ct);
    }

    /// <summary>The caller that an access token's session stands for; anonymous when it has ended.</summary>
    public async Task<Caller> FromSessionAsync(string sessionId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await CallerOfAsync(db, await db.As(Self).Sessions.SingleOrDefaultAsync(s => s.Id == sessionId, ct), ct);
    }

    /// <summary>Removes sessions that are over, with their tokens.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> PurgeAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var before = clock.GetUtcNow() - KeptAfterEnd;
        await using var work = await database.BeginAsync(ct);
        var over = work.As(Self).Sessions.Where(s => s.ExpiresAt < before || s.EndedAt < before);
        await work.As(Self).RefreshTokens.Where(t => over.Any(s => s.Id == t.SessionId)).ExecuteDeleteAsync(ct);
        var removed = await over.ExecuteDeleteAsync(ct);
        await work.CommitAsync(ct);
        return $"{removed} sessions that are over removed";
    }

    /// <summary>Makes room for one more session: those that live may not be without end.</summary>
    private static async Task EndOldestAsync(Work work, User user, SessionKind kind, DateTimeOffset now, CancellationToken ct)
    {
        var live = work.As(Self).Sessions.Where(s => s.UserId == user.Id && s.Kind == kind && s.EndedAt == null && s.ExpiresAt > now);
        foreach (var oldest in await live.OrderByDescending(s => s.Id).Skip(MaxSessions - 1).ToListAsync(ct))
        {
            oldest.End(now);
            work.Publish(new SessionEnded(oldest.Id));
        }
    }

    private static PlatformException SignInAgain() => new(ErrorCode.Unauthenticated, "The session has ended. Sign in again.");

    private SessionTokens HandOut(Work work, User user, Session session, DateTimeOffset now)
    {
        var refreshToken = Token.New("gpr");
        work.Add(new RefreshToken(Token.Hash(refreshToken), session.Id, now));
        var (accessToken, expiresAt) = accessTokens.Issue(session);
        return new SessionTokens(user, accessToken, expiresAt, refreshToken, null, session.ExpiresAt);
    }

    private async Task<Caller> CallerOfAsync(PlatformDb db, Session? session, CancellationToken ct)
    {
        if (session is null || !session.IsLive(clock.GetUtcNow())) return Caller.Anonymous;
        var user = await db.As(Self).Users.SingleOrDefaultAsync(u => u.Id == session.UserId, ct);
        if (user is null) return Caller.Anonymous;
        var roles = await db.As(Self).Memberships.Where(m => m.UserId == user.Id)
            .Select(m => new KeyValuePair<string, Role>(m.OrganizationId, m.Role)).ToListAsync(ct);
        return Caller.User(user.Id, session, user.IsAdministrator, roles);
    }
}
