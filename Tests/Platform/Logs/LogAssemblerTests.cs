using System.Text;
using GraphPlatform.Platform.Logs;
using static GraphPlatform.Tests.Platform.Logs.LogFixture;

namespace GraphPlatform.Tests.Platform.Logs;

public sealed class LogAssemblerTests : IDisposable
{
    private readonly LogFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void A_restart_at_any_frame_neither_loses_nor_doubles_a_line()
    {
        // Times repeat, the two outputs are not in order with each other, and one line comes in pieces.
        LogFrame[] frames =
        [
            Frame(10, "a\n"), Frame(10, "b\n"), Frame(9, "e1\n", LogStream.Stderr), Frame(10, "c\n"), Frame(11, "long "), Frame(11, "line\n"),
            Frame(11, "e2\n", LogStream.Stderr), Frame(12, "d\n"), Frame(12, "d\n"), Frame(13, "end\n"),
        ];
        string[] expected = ["a", "b", "e1", "c", "long line", "e2", "d", "d", "end"];
        for (var cut = 0; cut <= frames.Length; cut++)
        {
            using var log = new LogFixture();
            Feed(log, frames.AsSpan(0, cut));
            log.Reopen();
            var since = log.Log.Checkpoints(InstanceId).Since;
            Feed(log, frames.Where(f => f.Time >= since).ToArray());
            Assert.Equal(expected.Order(), log.Texts().Order());
            Assert.DoesNotContain(log.All(), e => e.Kind == LogEntryKind.Gap);
        }
    }

    [Fact]
    public void Frames_that_the_engine_rotated_away_are_a_gap()
    {
        Feed(fixture, [Frame(10, "a\n"), Frame(10, "b\n")]);
        Feed(fixture, [Frame(20, "x\n")]);
        Assert.Equal([LogEntryKind.Stdout, LogEntryKind.Stdout, LogEntryKind.Gap, LogEntryKind.Stdout], fixture.All().Select(e => e.Kind));
    }

    [Fact]
    public void A_clock_that_goes_back_is_a_gap_and_lines_go_on()
    {
        Feed(fixture, [Frame(5_000_000_000, "a\n"), Frame(3_200_000_000, "b\n"), Frame(6_000_000_000, "c\n")]);
        var entries = fixture.All();
        Assert.Equal([LogEntryKind.Stdout, LogEntryKind.Gap, LogEntryKind.Stdout, LogEntryKind.Stdout], entries.Select(e => e.Kind));
        Assert.Contains("went back by 1.8 s", fixture.Texts().ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_its_newline_is_a_line_when_the_instance_has_ended()
    {
        var assembler = fixture.Assembler();
        assembler.Add(Frame(1, "whole\n"));
        assembler.Add(Frame(2, "no newline"));
        fixture.Log.Commit(assembler);
        Assert.Equal(["whole"], fixture.Texts());
        assembler.End();
        fixture.Log.Commit(assembler);
        Assert.Equal(["whole", "no newline"], fixture.Texts());
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_carriage_returns_at_the_end_dropped()
    {
        var assembler = fixture.Assembler();
        assembler.Add(new LogFrame(LogStream.Stdout, 1, new byte[] { (byte)'a', 0xff, (byte)'b', (byte)'\r' }, EndsLine: true));
        fixture.Log.Commit(assembler);
        Assert.Equal(["a\uFFFDb"], fixture.Texts());
    }

    [Fact]
    public void A_line_that_never_ends_does_not_take_the_memory()
    {
        var assembler = fixture.Assembler();
        var piece = new string('x', 16 << 10);
        for (var i = 0; i < 100; i++)
        {
            assembler.Add(Frame(1, piece));
            fixture.Log.Commit(assembler);
        }

        Assert.Equal(LogAssembler.MaxLineBytes, fixture.All()[0].Text.Length);
    }

    [Theory]
    [InlineData("日")]
    [InlineData("😀")]
    [InlineData("é")]
    [InlineData("aé日😀")]
    [InlineData("x")]
    public void A_line_that_is_cut_keeps_its_characters_and_its_level(string characters)
    {
        var text = "ERROR " + string.Concat(Enumerable.Repeat(characters, (LogAssembler.MaxLineBytes * 5 / 2) / Encoding.UTF8.GetByteCount(characters)));
        LogFrame[] frames = [.. Frames(text, 16 << 10), Frame(2, "next\n")];

        // A frame that begins inside of a character is read from there after a crash: the engine cuts at bytes.
        foreach (var crash in characters.EndsWith("😀", StringComparison.Ordinal) ? (bool[])[false] : [false, true])
        {
            using var log = new LogFixture();
            if (crash) Feed(log, frames.AsSpan(0, 70));
            log.Reopen();
            Feed(log, frames);
            var entries = log.All();
            Assert.Equal(text, string.Concat(log.Texts().SkipLast(1)));
            Assert.All(entries.SkipLast(1), entry => Assert.True(entry.Text.Length <= LogAssembler.MaxLineBytes && (entry.Level == LogLevel.Error || crash)));
            Assert.Null(entries[^1].Level);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_cut_anywhere_and_a_carriage_return_in_the_middle_stays()
    {
        var bytes = new byte[LogAssembler.MaxLineBytes];
        Array.Fill(bytes, (byte)0x80);
        var assembler = fixture.Assembler();
        assembler.Add(new LogFrame(LogStream.Stdout, 1, bytes, EndsLine: false));
        assembler.Add(Frame(1, "end\n"));
        assembler.Add(Frame(2, new string('x', LogAssembler.MaxLineBytes - 1) + "\r"));
        assembler.Add(Frame(2, "end\n"));
        fixture.Log.Commit(assembler);
        Assert.Equal(["end", "end"], fixture.Texts().Where(text => text.Length < 4));
        Assert.EndsWith("x\r", fixture.Texts().ElementAt(2), StringComparison.Ordinal);
    }

    private static LogFrame[] Frames(string text, int size)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Enumerable.Range(0, (bytes.Length + size - 1) / size).Select(i => new LogFrame(LogStream.Stdout, 1, bytes.AsMemory(i * size, Math.Min(size, bytes.Length - (i * size))), (i + 1) * size >= bytes.Length))];
    }

    [Fact]
    public void A_restart_after_the_clock_went_back_neither_loses_nor_doubles_a_line()
    {
        LogFrame[] frames =
        [
            Frame(70_000_000_000, "a\n"), Frame(72_000_000_000, "b\n"), Frame(71_000_000_000, "c\n"), Frame(72_000_000_000, "d\n"),
            Frame(69_000_000_000, "e\n"), Frame(80_000_000_000, "f\n"),
        ];
        for (var cut = 0; cut <= frames.Length; cut++)
        {
            using var log = new LogFixture();
            Feed(log, frames.AsSpan(0, cut));
            log.Reopen();
            var since = log.Log.Checkpoints(InstanceId).Since;
            Feed(log, frames.Where(f => f.Time >= since).ToArray());
            var entries = log.All();
            Assert.Equal(["a", "b", "c", "d", "e", "f"], entries.Where(e => e.Kind != LogEntryKind.Gap).Select(e => Encoding.UTF8.GetString(e.Text.Span)));
            Assert.Equal(2, entries.Count(e => e.Kind == LogEntryKind.Gap));
        }
    }

    private static void Feed(LogFixture log, ReadOnlySpan<LogFrame> frames)
    {
        var assembler = log.Assembler();
        foreach (var frame in frames)
        {
            assembler.Add(frame);
            log.Log.Commit(assembler);
        }
    }
}
