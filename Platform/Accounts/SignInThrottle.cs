using GraphPlatform.Platform.Access;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Accounts;

/// <summary>
/// Slows the guessing of passwords. An attempt takes its place before the password is checked, so that of many at once no more are checked than may fail. Places are
/// counted by network: who guesses keeps nobody out but those who come from there, and not even those who have signed in from there before, who have places of their
/// own. Guesses for one account from everywhere are limited too, for networks that the account does not know. Forgotten by a restart, and bounded in size.
/// </summary>
public sealed class SignInThrottle(IOptions<AccountOptions> options, TimeProvider clock)
{
    /// <summary>Failures for one account from everywhere, as a multiple of those from one network.</summary>
    private const int AccountFactor = 10;

    private readonly Lock gate = new();
    private readonly FailureCounts sources = new();
    private readonly FailureCounts accounts = new();
    private readonly FailureCounts known = new();
    private readonly FairTurns turns = new(Math.Max(1, Environment.ProcessorCount / 2), maxWaiting: 200);

    /// <summary>Takes a place for an attempt. Unless <see cref="SignInAttempt.Succeed"/> is called, it counts as a failure.</summary>
    /// <param name="source">The network that it comes from.</param>
    /// <param name="account">The e-mail address, in its stored form.</param>
    /// <param name="isKnown">Whether somebody has signed in to the account from there before.</param>
    /// <exception cref="PlatformException">RATE_LIMITED.</exception>
    public SignInAttempt Begin(string source, string account, bool isKnown)
    {
        var (now, window, most) = (clock.GetUtcNow(), options.Value.SignInWindow, options.Value.SignInAttempts);
        List<(FailureCounts Counts, string Key, int Most)> places = isKnown
            ? [(known, $"{source} {account}", most)]
            : [(sources, source, most), (accounts, account, most * AccountFactor)];
        lock (gate)
        {
            var wait = places.Max(p => p.Counts.WaitFor(p.Key, p.Most, now, window));
            if (wait > TimeSpan.Zero) throw Refused(wait);
            foreach (var (counts, key, _) in places) counts.Add(key, now, window);
        }

        return new SignInAttempt(() =>
        {
            lock (gate)
                foreach (var (counts, key, _) in places) counts.TakeBack(key);
        });
    }

    /// <summary>Checks a password when it is its turn: the networks take turns, so that many attempts of one do not keep others waiting.</summary>
    /// <exception cref="PlatformException">RATE_LIMITED: too many wait already.</exception>
    public async Task<bool> VerifyAsync(string source, string? stored, string password, CancellationToken ct)
    {
        if (await turns.EnterAsync(source, ct) is not { } turn) throw Refused(TimeSpan.FromSeconds(5));

        // Not on the request's own thread: what else it does is short, and a check is long.
        using (turn) return await Task.Run(() => PasswordHash.Verify(stored, password), CancellationToken.None);
    }

    private static PlatformException Refused(TimeSpan wait) =>
        new(ErrorCode.RateLimited, $"Too many failed sign-ins. Try again in {Math.Max(1, Math.Ceiling(wait.TotalSeconds))} s.");
}

/// <summary>An attempt to sign in that has its place.</summary>
/// <param name="takeBack">Gives the place back.</param>
public sealed class SignInAttempt(Action takeBack)
{
    /// <summary>The password was right: the attempt counts no longer.</summary>
    public void Succeed() => takeBack();
}
