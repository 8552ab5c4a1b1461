using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Schema.Accounts;

/// <summary>Signing in and out, and accounts.</summary>
[MutationType]
public static class AccountMutations
{
    // Checking a password keeps a processor busy for a tenth of a second, as some 5,000 objects do.
    private const double SignInCost = 5000;

    /// <summary>Signs in with e-mail address and password.</summary>
    [Cost(SignInCost)]
    public static async Task<SessionPayload> SignInAsync(SignInInput input, Caller caller, SessionService sessions, CancellationToken ct) =>
        SessionPayload.Of(await sessions.SignInAsync(caller, input.Email, input.Password, input.Kind, ct));

    /// <summary>Gives the next access token and the next refresh token for a refresh token, which is used up by it.</summary>
    public static async Task<SessionPayload> RefreshSessionAsync(RefreshSessionInput input, Caller caller, SessionService sessions, CancellationToken ct) =>
        SessionPayload.Of(await sessions.RefreshAsync(caller, input.RefreshToken, ct));

    /// <summary>Ends the session, and with it all that is open in its name.</summary>
    public static async Task<SignOutResult> SignOutAsync(Caller caller, SessionService sessions, CancellationToken ct)
    {
        await sessions.SignOutAsync(caller, ct);
        return new SignOutResult(true);
    }

    /// <summary>Makes an account with a personal organization. For administrators: sign-up is closed.</summary>
    public static Task<User> CreateUserAsync(CreateUserInput input, Caller caller, AccountService accounts, CancellationToken ct) =>
        accounts.CreateAsync(caller, input.Email, input.Name, input.Password, input.Administrator, ct);
}

/// <summary>What signs in.</summary>
/// <param name="Email">The e-mail address.</param>
/// <param name="Password">The password.</param>
/// <param name="Kind">For programs (API) or the console (BROWSER).</param>
public sealed record SignInInput(string Email, string Password, SessionKind Kind = SessionKind.Api);

/// <summary>What continues a session.</summary>
/// <param name="RefreshToken">The newest one.</param>
public sealed record RefreshSessionInput(string RefreshToken);

/// <summary>What makes an account.</summary>
/// <param name="Email">Unique; the person signs in with it.</param>
/// <param name="Name">How the person is shown.</param>
/// <param name="Password">At least 12 characters.</param>
/// <param name="Administrator">Whether the person administers the platform.</param>
public sealed record CreateUserInput(string Email, string Name, string Password, bool Administrator = false);

/// <summary>A session.</summary>
/// <param name="User">Who signed in.</param>
/// <param name="AccessToken">For programs: send it as <c>Authorization: Bearer</c>.</param>
/// <param name="AccessTokenExpiresAt">When the access token ends.</param>
/// <param name="RefreshToken">For programs: gives the next pair, once.</param>
/// <param name="SessionToken">For the console's cookie.</param>
/// <param name="ExpiresAt">When one has to sign in again.</param>
[Payload]
public sealed record SessionPayload(
    User User, string? AccessToken, DateTimeOffset? AccessTokenExpiresAt, string? RefreshToken, string? SessionToken, DateTimeOffset ExpiresAt)
{
    internal static SessionPayload Of(SessionTokens tokens) =>
        new(tokens.User, tokens.AccessToken, tokens.AccessTokenExpiresAt, tokens.RefreshToken, tokens.SessionToken, tokens.ExpiresAt);
}

/// <summary>The end of a session.</summary>
/// <param name="SignedOut">That it has ended.</param>
[Payload]
public sealed record SignOutResult(bool SignedOut);
