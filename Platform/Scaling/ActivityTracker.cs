using System.Collections.Concurrent;

namespace GraphPlatform.Platform.Scaling;

/// <summary>A use of a container.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What it was.</param>
public readonly record struct Use(DateTimeOffset At, UseKind Kind);

/// <summary>
/// When each container was last used. In memory: a use must cost nothing, and only the policy's next look needs it. After a restart every
/// container counts as used at that moment, so that nothing falls asleep earlier than it should.
/// </summary>
public sealed class ActivityTracker(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Use> uses = new();
    private readonly ConcurrentDictionary<string, int> held = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> measured = new();
    private readonly DateTimeOffset since = clock.GetUtcNow();

    /// <summary>Notes a use, now.</summary>
    public void Touch(string containerId, UseKind kind) => uses[containerId] = new Use(clock.GetUtcNow(), kind);

    /// <summary>Notes that it was looked at what a container consumes, before a use that this shows is noted.</summary>
    public void Measured(string containerId) => measured[containerId] = clock.GetUtcNow();

    /// <summary>Whether nothing that a container consumed since its last use was seen yet: it has just started, or samples come late on a busy machine.</summary>
    public bool IsUnmeasured(string containerId) => !measured.TryGetValue(containerId, out var at) || at <= Last(containerId).At;

    /// <summary>Notes a use that lasts until what is returned is disposed.</summary>
    public IDisposable Hold(string containerId, UseKind kind)
    {
        held.AddOrUpdate(containerId, 1, static (_, count) => count + 1);
        Touch(containerId, kind);
        return new Lasting(this, containerId, kind);
    }

    /// <summary>The last use: now, while one lasts; at the earliest the start of this server.</summary>
    public Use Last(string containerId) =>
        held.TryGetValue(containerId, out var count) && count > 0 ? new Use(clock.GetUtcNow(), Noted(containerId).Kind) : Noted(containerId);

    private Use Noted(string containerId) => uses.TryGetValue(containerId, out var use) ? use : new Use(since, UseKind.Change);

    /// <summary>Forgets a container that is gone.</summary>
    public void Forget(string containerId)
    {
        uses.TryRemove(containerId, out _);
        measured.TryRemove(containerId, out _);
    }

    private void Release(string containerId, UseKind kind)
    {
        if (held.AddOrUpdate(containerId, 0, static (_, count) => count - 1) == 0) held.TryRemove(KeyValuePair.Create(containerId, 0));
        Touch(containerId, kind);
    }

    private sealed class Lasting(ActivityTracker tracker, string containerId, UseKind kind) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0) tracker.Release(containerId, kind);
        }
    }
}
