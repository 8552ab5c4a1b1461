using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.GraphQL.Tests.Binding;

/// <summary>https://relay.dev/graphql/connections.htm#sec-Pagination-algorithm</summary>
public sealed class KeysetTests
{
    private sealed record Row(int Group, string Name, Guid Id, DateTimeOffset At);

    private static readonly Row[] Rows =
    [
        .. Enumerable.Range(0, 25).Select(i => new Row(i % 3, $"n{i % 7}", new Guid(i * 7919, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch.AddHours(i % 5))),
    ];

    private static readonly KeysetOrder<Row> Order = KeysetOrder<Row>.By(row => row.Group, descending: true).Then(row => row.Name).Then(row => row.At, descending: true).Then(row => row.Id);

    private static readonly Row[] Sorted = [.. Rows.OrderByDescending(row => row.Group).ThenBy(row => row.Name, StringComparer.Ordinal).ThenByDescending(row => row.At).ThenBy(row => row.Id)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    [InlineData(100)]
    public async Task All_pages_forwards_are_the_whole_list(int size)
    {
        var seen = new List<Row>();
        string? after = null;
        while (true)
        {
            var page = await Rows.AsQueryable().ToConnectionAsync(new PageArguments(First: size, After: after), Order);
            Assert.Equal(after is not null, page.PageInfo.HasPreviousPage);
            seen.AddRange(page.Nodes);
            if (!page.PageInfo.HasNextPage) break;
            after = page.PageInfo.EndCursor;
        }

        Assert.Equal(Sorted, seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task All_pages_backwards_are_the_whole_list(int size)
    {
        var seen = new List<Row>();
        string? before = null;
        while (true)
        {
            var page = await Rows.AsQueryable().ToConnectionAsync(new PageArguments(Last: size, Before: before), Order);
            Assert.Equal(before is not null, page.PageInfo.HasNextPage);
            seen.InsertRange(0, page.Nodes);
            if (!page.PageInfo.HasPreviousPage) break;
            before = page.PageInfo.StartCursor;
        }

        Assert.Equal(Sorted, seen);
    }

    [Fact]
    public async Task A_page_between_two_cursors()
    {
        var all = await Rows.AsQueryable().ToConnectionAsync(new PageArguments(First: 100), Order);
        var between = await Rows.AsQueryable().ToConnectionAsync(new PageArguments(First: 100, After: all.Edges[3].Cursor, Before: all.Edges[9].Cursor), Order);
        Assert.Equal(Sorted[4..9], between.Nodes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("e30")] // {}
    [InlineData("WzFd")] // [1]
    [InlineData("WyJhIiwiYiIsImMiLCJkIl0")] // four strings
    [InlineData("W251bGwsbnVsbCxudWxsLG51bGxd")] // four nulls
    public async Task What_is_no_cursor_is_refused(string cursor)
    {
        var e = await Assert.ThrowsAsync<GraphQLException>(() => Rows.AsQueryable().ToConnectionAsync(new PageArguments(First: 1, After: cursor), Order));
        Assert.Equal("\"after\" is no cursor of this list.", e.Message);
    }
}
