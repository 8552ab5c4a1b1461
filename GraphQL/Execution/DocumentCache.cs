using System.Collections.Concurrent;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>
/// Documents by their raw bytes, bounded in number and in weight. What was used since it was last looked at survives; of the rest the oldest goes (second chance),
/// so a hit costs one lookup and no lock.
/// </summary>
internal sealed class DocumentCache
{
    private readonly int capacity;
    private readonly long maxWeight;
    private readonly ConcurrentDictionary<byte[], Entry> entries;
    private readonly ConcurrentDictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> lookup;
    private readonly ConcurrentQueue<byte[]> order = new();
    private readonly int[] seen = new int[4096];
    private int count;
    private long weight;

    public DocumentCache(int capacity, long maxWeight)
    {
        (this.capacity, this.maxWeight) = (capacity, maxWeight);
        entries = new ConcurrentDictionary<byte[], Entry>(new BytesComparer());
        lookup = entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => Volatile.Read(ref count);

    public CachedDocument? Find(ReadOnlySpan<byte> document)
    {
        if (!lookup.TryGetValue(document, out var entry)) return null;
        if (!entry.Used) entry.Used = true;
        return entry.Document;
    }

    /// <summary>
    /// Keeps a document. Unless it is sure to come again it is kept only when it is sent the second time: documents that are made up for one request would be carried along
    /// by the garbage collector, to be thrown out later.
    /// </summary>
    /// <returns>The document to use: another thread may have kept its own meanwhile, and plans are compared by identity.</returns>
    public CachedDocument Add(byte[] bytes, CachedDocument document, bool comesAgain = false)
    {
        if (!comesAgain && !WasSeen(bytes)) return document;
        var added = new Entry(document, bytes.Length + document.Weight);
        if (added.Weight > maxWeight) return document;
        document.Entry = added;
        var kept = entries.GetOrAdd(bytes, added);
        if (kept != added) return kept.Document;
        order.Enqueue(bytes);
        Interlocked.Increment(ref count);
        Interlocked.Add(ref weight, added.Weight);
        Trim();
        return document;
    }

    /// <summary>Notes a document by its hash, in place of another one: a wrong answer only keeps it a request earlier or later.</summary>
    private bool WasSeen(byte[] bytes)
    {
        var hash = BytesComparer.Hash(bytes);
        ref var place = ref seen[hash & (seen.Length - 1)];
        if (place == hash) return true;
        place = hash;
        return false;
    }

    /// <summary>A document has come to keep more than it did. False: it is not in the cache, and must not.</summary>
    public bool TryGrow(CachedDocument document, long bytes)
    {
        if (document.Entry is not { } entry || entry.Weight + bytes > maxWeight || !entry.TryGrow(bytes)) return false;
        Interlocked.Add(ref weight, bytes);
        Trim();
        return true;
    }

    private void Trim()
    {
        // Each is looked at twice at most: the first time may take its second chance away.
        for (var tries = Count * 2; tries > 0 && IsOver && order.TryDequeue(out var oldest); tries--)
        {
            if (entries.TryGetValue(oldest, out var entry) && entry.Used)
            {
                entry.Used = false;
                order.Enqueue(oldest);
            }
            else if (entries.TryRemove(oldest, out var removed))
            {
                Interlocked.Decrement(ref count);
                Interlocked.Add(ref weight, -removed.Remove());
            }
        }
    }

    private bool IsOver => Count > capacity || Volatile.Read(ref weight) > maxWeight;

    internal sealed class Entry(CachedDocument document, long weight)
    {
        private readonly Lock gate = new();
        private bool removed;

        public CachedDocument Document { get; } = document;
        public long Weight { get; private set; } = weight;
        public volatile bool Used;

        public bool TryGrow(long bytes)
        {
            lock (gate)
            {
                if (removed) return false;
                Weight += bytes;
                return true;
            }
        }

        /// <summary>Returns what it weighs for good.</summary>
        public long Remove()
        {
            lock (gate)
            {
                removed = true;
                return Weight;
            }
        }
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> alternate) => Hash(alternate);

        public static int Hash(ReadOnlySpan<byte> alternate)
        {
            // HashCode is seeded per process, so that no one can prepare documents that collide.
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
