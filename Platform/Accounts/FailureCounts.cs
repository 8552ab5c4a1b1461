namespace GraphPlatform.Platform.Accounts;

/// <summary>Counts failures by a key within a window of time that begins with the first. Not safe for several threads.</summary>
internal sealed class FailureCounts
{
    private const int MaxKeys = 10_000;

    private readonly Dictionary<string, (int Failures, DateTimeOffset Since)> counts = [];

    /// <summary>How long a key has to wait; zero when it has fewer failures than <paramref name="most"/>.</summary>
    public TimeSpan WaitFor(string key, int most, DateTimeOffset now, TimeSpan window) =>
        counts.TryGetValue(key, out var past) && past.Failures >= most && past.Since + window > now ? past.Since + window - now : TimeSpan.Zero;

    /// <summary>Counts one.</summary>
    public void Add(string key, DateTimeOffset now, TimeSpan window)
    {
        if (counts.TryGetValue(key, out var past) && past.Since + window > now)
        {
            counts[key] = past with { Failures = past.Failures + 1 };
            return;
        }

        if (counts.Count >= MaxKeys && !counts.ContainsKey(key)) Forget(now, window);
        counts[key] = (1, now);
    }

    /// <summary>Counts one less.</summary>
    public void TakeBack(string key)
    {
        if (!counts.TryGetValue(key, out var past)) return;
        if (past.Failures <= 1) counts.Remove(key);
        else counts[key] = past with { Failures = past.Failures - 1 };
    }

    /// <summary>Those whose time is over go; if that is not enough, a tenth of those with the fewest failures, so that nobody gets rid of many by a few of others.</summary>
    private void Forget(DateTimeOffset now, TimeSpan window)
    {
        foreach (var (key, past) in counts)
            if (past.Since + window <= now) counts.Remove(key);
        if (counts.Count < MaxKeys) return;
        foreach (var (key, _) in counts.OrderBy(c => c.Value.Failures).ThenBy(c => c.Value.Since).Take(MaxKeys / 10).ToList()) counts.Remove(key);
    }
}
