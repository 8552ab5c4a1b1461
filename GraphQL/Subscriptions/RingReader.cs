using System.Threading.Tasks.Sources;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>One reader of a ring: used by one caller at a time, apart from <see cref="Wake"/> and <see cref="End"/>.</summary>
internal sealed class RingReader<T>(Ring<T> ring, int place, long next) : IValueTaskSource<bool>, IThreadPoolWorkItem where T : class
{
    private ManualResetValueTaskSourceCore<bool> signal;
    private long next = next;
    private int waiting;
    private volatile bool ended;
    private volatile bool isHeld;

    /// <summary>Its place among the ring's readers.</summary>
    public int Place => place;

    /// <summary>Its owner waits for something else than the ring.</summary>
    public bool IsHeld
    {
        get => isHeld;
        set => isHeld = value;
    }

    /// <summary>The number of the item that it reads next; for others to look at.</summary>
    public long Next => Volatile.Read(ref next);

    /// <summary>The next item fell off the ring before it was read.</summary>
    public bool IsBehind => next < ring.Tail;

    /// <summary>True: there may be something to read, or the reader may be behind. False: nothing will come any more.</summary>
    public ValueTask<bool> WaitAsync()
    {
        if (ended) return ValueTask.FromResult(false);
        if (next < ring.Head) return ValueTask.FromResult(true);
        signal.Reset();
        Interlocked.Exchange(ref waiting, 1);
        // Whatever happened before the line above was not signalled.
        if ((next < ring.Head || ring.Completed || ended) && Interlocked.Exchange(ref waiting, 0) == 1) return ValueTask.FromResult(MayRead());
        return new ValueTask<bool>(this, signal.Version);
    }

    /// <summary>False: nothing to read now, or behind.</summary>
    public bool TryRead(out T item)
    {
        item = ring.Find(next)!;
        if (item is null || ended) return false;
        next++;
        return true;
    }

    /// <summary>The next item, which stays the next. False: not there yet, or behind.</summary>
    public bool TryPeek(out T item)
    {
        item = ring.Find(next)!;
        return item is not null;
    }

    /// <summary>Passes over all but the latest item.</summary>
    public void SkipToLatest() => next = Math.Max(next, ring.Head - 1);

    /// <summary>For a reader that is behind: goes to the middle of what is there, so that it has some time before it is behind again. Returns how many items it missed.</summary>
    public long SkipGap()
    {
        var from = next;
        var (tail, head) = (ring.Tail, ring.Head);
        next = Math.Max(next, tail + (head - tail) / 2);
        return next - from;
    }

    /// <summary>Nothing more is read: a wait ends with false.</summary>
    public void End()
    {
        ended = true;
        ring.Leave(this);
        Wake();
    }

    public void Wake()
    {
        // The writer must not do its readers' work; and they have their turns in the order in which they were woken, which the thread's own queue would turn round.
        if (Volatile.Read(ref waiting) == 1 && Interlocked.Exchange(ref waiting, 0) == 1) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => signal.SetResult(true);

    // A wake may come for items that were read already: only a completed ring that was read to its end says that nothing will come.
    private bool MayRead() => !ended && !(ring.Completed && next >= ring.Head);

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        signal.GetResult(token);
        return MayRead();
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => signal.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        signal.OnCompleted(continuation, state, token, flags);
}
