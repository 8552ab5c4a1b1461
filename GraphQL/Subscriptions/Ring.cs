namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>
/// The latest items of one writer, for many readers, bounded in number and in bytes. The writer never waits: what is over the bound falls off the end, and a reader that had
/// not come so far finds itself behind. A reader costs nothing while it keeps up: no queue of its own, no lock.
/// </summary>
internal sealed class Ring<T>(int capacity, long maxBytes) where T : class
{
    private readonly T?[] slots = new T?[capacity];
    private readonly int[] weights = new int[capacity];
    private readonly Lock gate = new();
    private readonly Stack<int> free = [];
    private RingReader<T>?[] readers = new RingReader<T>?[4];
    private int used;
    private long head;
    private long tail;
    private long bytes;
    private long announced;
    private volatile bool completed;

    /// <summary>The number that the next item will have.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>The number of the oldest item that is still there.</summary>
    public long Tail => Volatile.Read(ref tail);

    /// <summary>No more items will come.</summary>
    public bool Completed => completed;

    public int Capacity => capacity;

    public int ReaderCount => Volatile.Read(ref used) - free.Count;

    /// <summary>Readers have not read all yet of what they were last told of.</summary>
    public bool IsBeingRead => SlowestReader < announced;

    /// <summary>The number of the item that the slowest reader will read next, of those that are not held up by something else and have not lost any yet.</summary>
    public long SlowestReader
    {
        get
        {
            var slowest = Head;
            var count = Volatile.Read(ref used);
            var all = Volatile.Read(ref readers);
            for (var i = 0; i < count; i++)
                if (Volatile.Read(ref all[i]) is { IsHeld: false, IsBehind: false } reader) slowest = Math.Min(slowest, reader.Next);
            return slowest;
        }
    }

    /// <summary>Only the one writer calls this. Readers learn of it by <see cref="WakeReaders"/>, which may come once for several items.</summary>
    public void Append(T item, int weight)
    {
        while (head - tail == capacity || (bytes + weight > maxBytes && tail < head)) DropOldest();
        var slot = (int)(head % capacity);
        weights[slot] = weight;
        bytes += weight;
        Volatile.Write(ref slots[slot], item);
        Volatile.Write(ref head, head + 1);
    }

    /// <summary>Null when the item is no longer, or not yet, there.</summary>
    public T? Find(long number)
    {
        if (number >= Head) return null;
        var item = Volatile.Read(ref slots[(int)(number % capacity)]);
        return Tail <= number ? item : null;
    }

    /// <summary>Tells readers of what was appended, and lets go of what all of them have read, but for the latest item.</summary>
    public void WakeReaders()
    {
        // What was appended must be seen by a reader that is not seen waiting here: both sides store before they look.
        Interlocked.MemoryBarrier();
        // Who joins meanwhile is either seen here or has seen the item itself.
        var count = Volatile.Read(ref used);
        var all = Volatile.Read(ref readers);
        announced = head;
        var slowest = head - 1;
        for (var i = 0; i < count; i++)
        {
            if (Volatile.Read(ref all[i]) is not { } reader) continue;
            slowest = Math.Min(slowest, reader.Next);
            reader.Wake();
        }

        while (tail < slowest) DropOldest();
    }

    private void DropOldest()
    {
        var oldest = (int)(tail % capacity);
        bytes -= weights[oldest];
        // The end moves first, so that a reader which finds the slot emptied also finds itself behind.
        Volatile.Write(ref tail, tail + 1);
        Volatile.Write(ref slots[oldest], null);
    }

    public void Complete()
    {
        completed = true;
        WakeReaders();
    }

    /// <summary>A reader of what comes from now on; with <paramref name="fromLatest"/> also of the latest item.</summary>
    public RingReader<T> Join(bool fromLatest)
    {
        lock (gate)
        {
            var start = Head;
            if (!free.TryPop(out var place)) place = used;
            if (place == readers.Length)
            {
                var larger = new RingReader<T>?[readers.Length * 2];
                readers.CopyTo(larger, 0);
                Volatile.Write(ref readers, larger);
            }

            var reader = new RingReader<T>(this, place, fromLatest && start > Tail ? start - 1 : start);
            Volatile.Write(ref readers[place], reader);
            if (place == used) Volatile.Write(ref used, place + 1);
            return reader;
        }
    }

    public void Leave(RingReader<T> reader)
    {
        lock (gate)
        {
            if (readers[reader.Place] != reader) return;
            Volatile.Write(ref readers[reader.Place], null);
            free.Push(reader.Place);
        }
    }
}
