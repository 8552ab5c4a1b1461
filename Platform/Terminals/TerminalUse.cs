using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Platform.Terminals;

/// <summary>Whether a terminal is in use, which keeps its container awake: while somebody watches it, and when something is typed or written.</summary>
internal sealed class TerminalUse(string containerId, ActivityTracker activity, TimeProvider clock)
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private IDisposable? held;
    private long touched;
    private int watchers;

    /// <summary>Since when nobody watches it; null while somebody does.</summary>
    public DateTimeOffset? UnwatchedSince { get; private set; } = clock.GetUtcNow();

    /// <summary>Something was typed or written.</summary>
    public void Touch()
    {
        var now = clock.GetTimestamp();
        if (clock.GetElapsedTime(Interlocked.Read(ref touched), now) < Grain) return;
        Interlocked.Exchange(ref touched, now);
        activity.Touch(containerId, UseKind.Terminal);
    }

    /// <summary>Somebody watches it.</summary>
    /// <param name="isOpen">One that has ended keeps nothing awake.</param>
    public void Enter(bool isOpen)
    {
        lock (gate)
        {
            UnwatchedSince = null;
            if (watchers++ == 0 && isOpen) held = activity.Hold(containerId, UseKind.Terminal);
        }
    }

    /// <summary>Somebody does no longer.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (--watchers > 0) return;
            UnwatchedSince = clock.GetUtcNow();
            held?.Dispose();
            held = null;
        }
    }
}
