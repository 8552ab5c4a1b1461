namespace GraphPlatform.GraphQL.Binding.Connections;

/// <summary>A page of a list: https://relay.dev/graphql/connections.htm. Makes the types <c>XConnection</c> and <c>XEdge</c>, X being the type of T.</summary>
/// <typeparam name="T">The C# type of the nodes, bound as an object type, interface or union.</typeparam>
public sealed class Connection<T>
{
    /// <summary>A page with its edges in order.</summary>
    /// <param name="edges">Nodes with their cursors.</param>
    /// <param name="hasNextPage">Whether more follow the last edge.</param>
    /// <param name="hasPreviousPage">Whether others come before the first edge.</param>
    /// <param name="totalCount">Items in all pages, when known.</param>
    public Connection(IReadOnlyList<Edge<T>> edges, bool hasNextPage, bool hasPreviousPage, int? totalCount = null)
        : this(edges, new PageInfo(hasNextPage, hasPreviousPage, Some(edges) ? edges[0].Cursor : null, Some(edges) ? edges[^1].Cursor : null), totalCount)
    {
    }

    /// <summary>A page whose ends are not its first and last edge: what lies between was looked at and did not fit.</summary>
    /// <param name="edges">Nodes with their cursors.</param>
    /// <param name="pageInfo">Where the page stands.</param>
    /// <param name="totalCount">Items in all pages, when known.</param>
    public Connection(IReadOnlyList<Edge<T>> edges, PageInfo pageInfo, int? totalCount = null)
    {
        ArgumentNullException.ThrowIfNull(edges);
        (Edges, PageInfo, TotalCount) = (edges, pageInfo, totalCount);
    }

    /// <summary>Nodes with their cursors.</summary>
    public IReadOnlyList<Edge<T>> Edges { get; }

    /// <summary>The nodes alone.</summary>
    public IEnumerable<T> Nodes
    {
        get
        {
            foreach (var edge in Edges) yield return edge.Node;
        }
    }

    /// <summary>Where this page stands.</summary>
    public PageInfo PageInfo { get; }

    /// <summary>Items in all pages; null when not known.</summary>
    public int? TotalCount { get; }

    private static bool Some(IReadOnlyList<Edge<T>> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        return edges.Count > 0;
    }
}

/// <summary>A node with its cursor.</summary>
/// <param name="Node">The item.</param>
/// <param name="Cursor">Its place in the list, opaque; goes into <c>after</c> or <c>before</c>.</param>
/// <typeparam name="T">The C# type of the node.</typeparam>
public sealed record Edge<T>(T Node, string Cursor);

/// <summary>Where a page stands in its list.</summary>
/// <param name="HasNextPage">Whether more follow.</param>
/// <param name="HasPreviousPage">Whether others come before.</param>
/// <param name="StartCursor">The first edge's cursor; null for an empty page.</param>
/// <param name="EndCursor">The last edge's cursor; null for an empty page.</param>
[ObjectType]
public sealed record PageInfo(
    bool HasNextPage, bool HasPreviousPage, [property: Scalar("Cursor")] string? StartCursor, [property: Scalar("Cursor")] string? EndCursor);
