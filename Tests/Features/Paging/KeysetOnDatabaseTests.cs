using GraphPlatform.GraphQL.Binding.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Features.Paging;

/// <summary>The engine's keyset pages through Entity Framework: the database does the work, in one statement a page.</summary>
public sealed class KeysetOnDatabaseTests : IAsyncLifetime
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly List<string> statements = [];

    public sealed class Row
    {
        public int Id { get; set; }
        public required string Name { get; set; }
        public required Guid Key { get; set; }
    }

    private sealed class Db(DbContextOptions<Db> options) : DbContext(options)
    {
        public DbSet<Row> Rows => Set<Row>();
    }

    public async Task InitializeAsync()
    {
        await connection.OpenAsync();
        await using var db = Open();
        await db.Database.EnsureCreatedAsync();
        db.Rows.AddRange(Enumerable.Range(0, 30).Select(i => new Row { Name = $"n{i % 4}", Key = new Guid(i % 5, 0, 0, new byte[8]) }));
        await db.SaveChangesAsync();
        statements.Clear();
    }

    public async Task DisposeAsync() => await connection.DisposeAsync();

    private Db Open() => new(new DbContextOptionsBuilder<Db>().UseSqlite(connection).LogTo(statements.Add, [Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.CommandExecuted]).Options);

    [Fact]
    public async Task All_pages_are_the_whole_list_with_one_statement_each()
    {
        var order = KeysetOrder<Row>.By(row => row.Name, descending: true).Then(row => row.Key).Then(row => row.Id);
        await using var db = Open();
        var expected = await db.Rows.OrderByDescending(row => row.Name).ThenBy(row => row.Key).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync();
        statements.Clear();
        var seen = new List<int>();
        string? after = null;
        var pages = 0;
        do
        {
            var page = await db.Rows.ToConnectionAsync(new PageArguments(First: 7, After: after), order);
            seen.AddRange(page.Nodes.Select(row => row.Id));
            after = page.PageInfo.HasNextPage ? page.PageInfo.EndCursor : null;
            pages++;
        }
        while (after is not null);

        Assert.Equal(expected, seen);
        Assert.Equal(pages, statements.Count);
        Assert.All(statements, statement => Assert.Contains("LIMIT", statement, StringComparison.Ordinal));
    }
}
