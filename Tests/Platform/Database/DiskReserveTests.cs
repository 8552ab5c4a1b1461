using System.Net.Sockets;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GraphPlatform.Tests.Platform.Database;

/// <summary>Without a full disk; Features has one. What is kept, who gets it, and what an error of a database means.</summary>
public sealed class DiskReserveTests
{
    [Fact]
    public async Task The_reserve_is_taken_from_the_disk_given_away_in_slices_to_what_is_essential_and_taken_back()
    {
        await using var database = await TestDatabase.OpenAsync();
        var reserve = database.Get<DiskReserve>();
        Assert.True(reserve.TakeBack());
        var slices = Directory.GetFiles(Path.Combine(database.Folder, "reserve"));
        Assert.Equal(4, slices.Length);
        Assert.All(slices, s => Assert.InRange(new FileInfo(s).Length, 64 << 10, 8 << 20));

        var attempts = 0;
        await reserve.RunAsync(() =>
        {
            Assert.True(DiskReserve.IsEssential);
            return ++attempts < 3 ? throw new DbUpdateException("", new SqliteException("full", 13)) : Task.CompletedTask;
        });
        Assert.Equal(3, attempts);
        Assert.False(DiskReserve.IsEssential);
        Assert.InRange(Directory.GetFiles(Path.Combine(database.Folder, "reserve")).Length, 0, 2);

        // This disk has room, so that all of it is back before anybody is refused.
        Assert.False(reserve.IsOpen);
        Assert.Equal(4, Directory.GetFiles(Path.Combine(database.Folder, "reserve")).Length);
        await Assert.ThrowsAsync<SqliteException>(() => reserve.RunAsync(() => throw new SqliteException("full", 13)));
        Assert.True(reserve.TakeBack());
    }

    [SkippableFact]
    public async Task Beside_PostgreSQL_there_is_none()
    {
        await using var database = await TestDatabase.OpenAsync(DatabaseProvider.PostgreSql);
        Assert.True(database.Get<DiskReserve>().TakeBack());
        Assert.False(Directory.Exists(Path.Combine(database.Folder, "reserve")));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(14)]
    [InlineData(26)]
    public void A_database_file_that_cannot_be_read_is_unavailable_and_no_bug(int code)
    {
        Assert.Equal(ErrorCode.Unavailable, DatabaseErrors.Explain(new SqliteException("as it is", code))?.Code);
        Assert.Equal(ErrorCode.Unavailable, DatabaseErrors.Explain(new DbUpdateException("", new SqliteException("as it is", code)))?.Code);
    }

    [Fact]
    public void A_database_that_does_not_answer_is_told_from_one_that_refuses()
    {
        Exception refused = new NpgsqlException("", new SocketException(111));
        Exception broken = new NpgsqlException("", new EndOfStreamException());
        foreach (var away in new[] { refused, broken, new NpgsqlException("", new TimeoutException()), Stopped("57P01"), Stopped("57P03"), Stopped("53300"), Stopped("08006") })
        {
            foreach (var said in new[] { away, new InvalidOperationException("", away), new DbUpdateException("", new InvalidOperationException("", away)), new InvalidOperationException("", new DbUpdateException("", away)) })
                Assert.Equal((ErrorCode.Unavailable, true), (DatabaseErrors.Explain(said)?.Code, DatabaseErrors.Explain(said)?.Transient));
        }

        Assert.Null(DatabaseErrors.Explain(Stopped("42P01")));
        Assert.Null(DatabaseErrors.Explain(new InvalidOperationException("a bug")));
        Assert.Null(DatabaseErrors.Explain(new TimeoutException()));
    }

    private static PostgresException Stopped(string state) => new("", "FATAL", "FATAL", state);
}
