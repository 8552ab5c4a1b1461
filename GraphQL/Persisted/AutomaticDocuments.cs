namespace GraphPlatform.GraphQL.Persisted;

/// <summary>
/// Texts of automatic persisted queries, bounded in number and bytes: the least recently used goes. Anybody may add, so nothing here is trusted, and what somebody pushes out
/// comes back with the next request for it.
/// </summary>
internal sealed class AutomaticDocuments(int capacity, long maxBytes)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Hash, byte[] Text)>> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Hash, byte[] Text)> byUse = new();
    private long bytes;

    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    public byte[]? Find(string hash)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(hash, out var node)) return null;
            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value.Text;
        }
    }

    /// <summary>Copies the text, whose SHA-256 was checked.</summary>
    public void Add(string hash, ReadOnlySpan<byte> text)
    {
        if (text.Length > maxBytes || capacity <= 0) return;
        lock (gate)
        {
            if (entries.ContainsKey(hash)) return;
            entries.Add(hash, byUse.AddLast((hash, text.ToArray())));
            bytes += text.Length;
            while (entries.Count > capacity || bytes > maxBytes)
            {
                var oldest = byUse.First!.Value;
                byUse.RemoveFirst();
                entries.Remove(oldest.Hash);
                bytes -= oldest.Text.Length;
            }
        }
    }
}
