using GraphPlatform.Platform.Logs;
using static GraphPlatform.Tests.Platform.Logs.LogFixture;

namespace GraphPlatform.Tests.Platform.Logs;

public sealed class ContainerLogTests
{
    [Fact]
    public void Numbers_go_on_after_a_restart()
    {
        using var fixture = new LogFixture();
        Write(fixture, 1, 100);
        fixture.Reopen();
        Write(fixture, 101, 200);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), fixture.All().Select(e => e.Sequence));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"line {i}"), fixture.Texts());
    }

    [Fact]
    public void A_torn_end_is_cut_off_wherever_it_is_torn()
    {
        using var whole = new LogFixture();
        Write(whole, 1, 3);
        var file = Directory.GetFiles(whole.Folder).Single();
        var bytes = File.ReadAllBytes(file);
        for (var length = bytes.Length - 1; length >= 0; length--)
        {
            using var torn = new LogFixture();
            File.WriteAllBytes(Path.Combine(torn.Folder, Path.GetFileName(file)), bytes[..length]);
            torn.Reopen();
            var kept = torn.All().Count;
            Assert.True(kept < 3);
            Write(torn, kept + 1, 4);
            Assert.Equal(["line 1", "line 2", "line 3", "line 4"], torn.Texts());
        }
    }

    [Fact]
    public void Recovery_reads_the_last_segment_alone_and_still_knows_every_instance()
    {
        using var fixture = new LogFixture(new LogOptions { SegmentBytes = 64 << 10 });
        var other = fixture.Assembler("ins_quiet");
        other.Add(Frame(7, "only line\n"));
        fixture.Log.Commit(other);
        Write(fixture, 1, 5_000);
        Assert.True(Directory.GetFiles(fixture.Folder).Length > 2);
        fixture.Reopen();
        Assert.Equal(new LogCheckpoint(7, 1), fixture.Log.Checkpoints("ins_quiet").Stdout);
        Assert.Equal(5_001, fixture.All().Count);
    }

    [Fact]
    public void A_crash_while_a_segment_begins_leaves_the_log_as_it_was()
    {
        using var fixture = new LogFixture(new LogOptions { SegmentBytes = 64 << 10 });
        Write(fixture, 1, 3_000);
        var last = Directory.GetFiles(fixture.Folder).Max()!;
        fixture.Log.Dispose();
        File.Delete(last);
        File.WriteAllBytes(last + ".new", [1, 2, 3]);
        fixture.Reopen();
        var kept = fixture.All().Count;
        Assert.InRange(kept, 1, 2_999);
        Write(fixture, kept + 1, 3_000);
        Assert.Equal(Enumerable.Range(1, 3_000).Select(i => $"line {i}"), fixture.Texts());
    }

    [Fact]
    public void An_empty_last_segment_does_not_renumber()
    {
        using var fixture = new LogFixture();
        Write(fixture, 1, 3);
        File.WriteAllBytes(Path.Combine(fixture.Folder, LogSegment.Name(4)), []);
        fixture.Reopen();
        Assert.Equal(3, fixture.Log.Head);
    }

    [Fact]
    public async Task A_reader_is_told_of_everything_that_retention_takes_while_it_reads()
    {
        await using var database = await TestDatabase.OpenAsync();
        var store = database.Get<LogStore>();
        var log = store.Get("ctr_1");
        var assembler = new LogAssembler(InstanceId, 1, default);
        for (var i = 1; i <= 400_000; i++)
        {
            assembler.Add(Frame(i, $"line {i} with some text, so that segments fill up sooner than they would otherwise\n"));
            if (i % 1000 == 0) log.Commit(assembler);
        }

        database.Clock.Advance(TimeSpan.FromDays(3650));
        long next = 1;
        await foreach (var entry in store.FollowAsync("ctr_1", 0, null, CancellationToken.None))
        {
            if (entry.Sequence == 1) log.Trim();
            if (entry.Kind == LogEntryKind.Gap) next += entry.Missing!.Value;
            else Assert.Equal(next++, entry.Sequence);
            if (next > 400_000) break;
        }

        Assert.True(log.First > 1);
    }

    [Fact]
    public void Any_place_can_be_read_on_from()
    {
        using var fixture = new LogFixture(new LogOptions { SegmentBytes = 64 << 10 });
        Write(fixture, 1, 5_000);
        fixture.Reopen();
        foreach (var after in new long[] { 0, 1, 17, 999, 2_500, 4_998, 4_999 })
            Assert.Equal(after + 1, fixture.All(after)[0].Sequence);
        Assert.Empty(fixture.All(5_000));
    }

    [Fact]
    public void Retention_takes_whole_segments_and_says_from_where_lines_are_kept()
    {
        using var fixture = new LogFixture(new LogOptions { SegmentBytes = 64 << 10, MaxBytes = 1 << 20 });
        Write(fixture, 1, 60_000);
        Assert.True(Files().Sum(f => f.Length) <= (1 << 20) + (128 << 10));     // as it is written: a job would come too late
        Assert.True(fixture.Log.First > 1);
        Assert.Equal(60_000, fixture.Log.Head);

        foreach (var file in Files().SkipLast(1)) file.LastWriteTimeUtc = (fixture.Clock.GetUtcNow() - fixture.Options.MaxAge - TimeSpan.FromMinutes(1)).UtcDateTime;
        Assert.True(fixture.Log.Trim() > 0);
        Assert.Single(Files());
        Assert.Equal(0, fixture.Log.Trim());

        IEnumerable<FileInfo> Files() => new DirectoryInfo(fixture.Folder).GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal);
    }

    [Fact]
    public void Nothing_is_lost_while_the_disk_is_full()
    {
        using var fixture = new LogFixture();
        Write(fixture, 1, 2);
        var assembler = fixture.Assembler();
        assembler.Add(Frame(2, "line 2\n"));
        assembler.Add(Frame(3, "line 3\n"));
        var file = Directory.GetFiles(fixture.Folder).Single();

        // A folder in the file's place: the next write cannot open it, as on a disk that fails.
        fixture.Log.Dispose();
        File.Move(file, file + ".away");
        Directory.CreateDirectory(file);
        Assert.ThrowsAny<SystemException>(() => fixture.Log.Commit(assembler));
        Assert.Equal(1, assembler.Count);
        Directory.Delete(file);
        File.Move(file + ".away", file);
        fixture.Log.Commit(assembler);
        Assert.Equal(["line 1", "line 2", "line 3"], fixture.Texts());
    }

    private static void Write(LogFixture fixture, int from, int to)
    {
        // "since" is inclusive: an engine hands out the last frame that was read once more.
        var assembler = fixture.Assembler();
        for (var i = Math.Max(1, from - 1); i <= to; i++)
        {
            assembler.Add(Frame(i, $"line {i}\n"));
            fixture.Log.Commit(assembler);
        }
    }
}
