namespace GraphPlatform.Platform.Terminals;

/// <summary>
/// How fast a program may write. Like any terminal, it holds the program up while its watcher has not got what is there: nothing is lost, and a program that prints endlessly costs
/// no more than its watcher can take. But it waits for nobody for long: when no watcher has taken anything for a while, the oldest output gives way to new, at a slow pace, as nobody
/// reads it. Not for several threads.
/// </summary>
internal sealed class TerminalFlow(TerminalOptions options, TimeProvider clock)
{
    private const int UnreadBytes = 16 << 10;
    private static readonly TimeSpan UnreadTime = TimeSpan.FromMilliseconds(50);

    private TaskCompletionSource progress = NewSignal();
    private long acknowledged;
    private long since = clock.GetTimestamp();
    private int unread;

    /// <summary>What is kept at once: a piece that is no smaller than all that is kept could never be got whole.</summary>
    public int Grain => options.RingBytes / 4;

    /// <summary>Ends when the fastest watcher has got further.</summary>
    public Task Progress => progress.Task;

    /// <summary>How much longer the program is held up.</summary>
    public TimeSpan Patience => options.HoldOutput - clock.GetElapsedTime(since);

    /// <summary>How long to wait before a piece is kept that nobody takes.</summary>
    public TimeSpan Pace(int length)
    {
        unread += length;
        if (unread < UnreadBytes) return TimeSpan.Zero;
        unread = 0;
        return UnreadTime;
    }

    /// <summary>Whether a piece can be kept while everything stays that the fastest watcher has not got.</summary>
    public bool HasRoom(long head, int length) => head + length - acknowledged <= options.RingBytes;

    /// <summary>How much more may be sent to a watcher that tells what it has got.</summary>
    public int Allowed(long position, int window, int most) => (int)Math.Clamp(acknowledged + window - position, 0, most);

    /// <summary>The fastest watcher has got everything up to a place.</summary>
    public void Acknowledge(long place)
    {
        if (place <= acknowledged) return;
        acknowledged = place;
        Attend();
    }

    /// <summary>Somebody came, went or took something: from now on it is waited anew.</summary>
    public void Attend()
    {
        since = clock.GetTimestamp();
        var over = progress;
        progress = NewSignal();
        over.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
