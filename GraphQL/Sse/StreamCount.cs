namespace GraphPlatform.GraphQL.Sse;

/// <summary>Event streams that are open, by identity: a connection that costs a client nothing must not cost the server without limit.</summary>
internal sealed class StreamCount(int limit)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>False: the identity has as many as it may. Else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(string identity)
    {
        lock (gate)
        {
            var count = open.GetValueOrDefault(identity);
            if (count >= limit) return false;
            open[identity] = count + 1;
            return true;
        }
    }

    public void Leave(string identity)
    {
        lock (gate)
        {
            if (open[identity] == 1) open.Remove(identity);
            else open[identity]--;
        }
    }
}
