namespace GraphPlatform.GraphQL.Binding.Connections;

/// <summary>Pages of a query.</summary>
public static class KeysetConnections
{
    /// <summary>
    /// The page that is asked for, by one query of one item more than its size. A query that can be read asynchronously (Entity Framework's) is.
    /// Fails with BAD_USER_INPUT for a cursor that is none of this list.
    /// </summary>
    /// <param name="items">All items.</param>
    /// <param name="page">The resolver's parameter.</param>
    /// <param name="order">How they are ordered.</param>
    /// <param name="totalCount">Items in all pages, when known.</param>
    /// <param name="cancellationToken">The resolver's.</param>
    public static async Task<Connection<T>> ToConnectionAsync<T>(
        this IQueryable<T> items, PageArguments page, KeysetOrder<T> order, int? totalCount = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(order);
        if (page.After is not null) items = order.Beyond(items, page.After, before: false, "after");
        if (page.Before is not null) items = order.Beyond(items, page.Before, before: true, "before");
        var found = await ReadAsync(order.Sort(items, page.Backward).Take(page.Size + 1), cancellationToken);
        var hasMore = found.Count > page.Size;
        if (hasMore) found.RemoveAt(page.Size);
        if (page.Backward) found.Reverse();
        // On the other side lies what the cursor points at.
        var (hasNext, hasPrevious) = page.Backward ? (page.Before is not null, hasMore) : (hasMore, page.After is not null);
        return new Connection<T>([.. found.Select(item => new Edge<T>(item, order.Cursor(item)))], hasNext, hasPrevious, totalCount);
    }

    private static async ValueTask<List<T>> ReadAsync<T>(IQueryable<T> query, CancellationToken cancellationToken)
    {
        if (query is not IAsyncEnumerable<T> rows) return [.. query];
        var all = new List<T>();
        await foreach (var row in rows.WithCancellation(cancellationToken)) all.Add(row);
        return all;
    }
}
