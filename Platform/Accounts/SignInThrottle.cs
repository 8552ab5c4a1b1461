using GraphPlatform.Platform.Access;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Accounts;

/// <summary>Slows the guessing of passwords: after some failures for one address, that address waits; and few are checked at once, since a check is costly. Forgotten by a restart, and bounded in size.</summary>
public sealed class SignInThrottle(IOptions<AccountOptions> options, TimeProvider clock) : IDisposable
{
    private const int MaxAddresses = 10_000;

    private readonly SemaphoreSlim checks = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset Since)> failures = [];

    /// <summary>Refuses an address with too many recent failures.</summary>
    /// <exception cref="PlatformException">RATE_LIMITED.</exception>
    public void DemandAllowed(string address)
    {
        lock (gate)
        {
            if (!failures.TryGetValue(address, out var past) || past.Failures < options.Value.SignInAttempts) return;
            var wait = past.Since + options.Value.SignInWindow - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
                throw new PlatformException(ErrorCode.RateLimited, $"Too many failed sign-ins. Try again in {Math.Ceiling(wait.TotalSeconds)} s.");
            failures.Remove(address);
        }
    }

    /// <summary>Checks a password when it is its turn.</summary>
    public async Task<bool> VerifyAsync(string? stored, string password, CancellationToken ct)
    {
        await checks.WaitAsync(ct);
        try
        {
            return PasswordHash.Verify(stored, password);
        }
        finally
        {
            checks.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => checks.Dispose();

    /// <summary>Notes a failure.</summary>
    public void Failed(string address)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (failures.Count >= MaxAddresses)
            {
                foreach (var (old, past) in failures)
                    if (now - past.Since > options.Value.SignInWindow) failures.Remove(old);
                if (failures.Count >= MaxAddresses) failures.Remove(failures.MinBy(f => f.Value.Since).Key);
            }

            var count = failures.TryGetValue(address, out var known) && now - known.Since <= options.Value.SignInWindow ? known.Failures : 0;
            failures[address] = (count + 1, count == 0 ? now : known.Since);
        }
    }
}
