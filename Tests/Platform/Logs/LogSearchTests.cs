using System.Text;
using System.Text.RegularExpressions;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Logs.Search;

namespace GraphPlatform.Tests.Platform.Logs;

/// <summary>Finding lines in a log of several segments, compared with looking at each line by itself.</summary>
public sealed class LogSearchTests : IDisposable
{
    private const int Lines = 9000;

    private readonly LogFixture fixture = new(new LogOptions { SegmentBytes = 64 << 10 });

    public LogSearchTests()
    {
        var random = new Random(4711);
        for (var (i, assembler) = (1, new LogAssembler("ins_1", 1, default)); i <= Lines; i++)
        {
            var word = (i % 7) switch { 0 => "Timeout", 1 => "TIMEOUT", 2 => "time\u001b[1mout\u001b[0m", 3 => "größe GRÖSSE", _ => "nothing" };
            var level = (i % 5) switch { 0 => "ERROR ", 1 => "WARN ", _ => "" };
            if (i % 1000 == 0) assembler.AddGap(i, 3, "lost");
            else assembler.Add(LogFixture.Frame(i * 1_000_000_000L, $"{level}line {i} {word} {new string('x', random.Next(40))}\n", i % 3 == 0 ? LogStream.Stderr : LogStream.Stdout));
            if (i % 17 == 0 || i == Lines)
            {
                fixture.Log.Commit(assembler);
                assembler = new LogAssembler(i % 2 == 0 ? "ins_1" : "ins_22", 1, default);
            }
        }
    }

    public static TheoryData<string> Filters => new(Cases.Keys);

    private static Dictionary<string, (LogFilter Filter, Func<LogEntry, string, bool> Fits)> Cases { get; } = new()
    {
        ["text in any case, colours passed over"] = (new() { Text = "timeout" }, (_, t) => t.Contains("timeout", StringComparison.OrdinalIgnoreCase)),
        ["text in this case"] = (new() { Text = "Timeout", MatchCase = true }, (_, t) => t.Contains("Timeout", StringComparison.Ordinal)),
        ["text beyond ASCII"] = (new() { Text = "Größe" }, (_, t) => t.Contains("größe", StringComparison.Ordinal)),
        ["pattern"] = (new() { Pattern = "line \\d*99 n" }, (_, t) => Regex.IsMatch(t, "line \\d*99 n")),
        ["text and pattern"] = (new() { Text = "timeout", Pattern = "^(error|warn)" }, (_, t) => t.Contains("timeout", StringComparison.OrdinalIgnoreCase) && Regex.IsMatch(t, "^(ERROR|WARN)")),
        ["levels"] = (new() { Levels = [LogLevel.Error, LogLevel.Warn] }, (e, _) => e.Level is LogLevel.Error or LogLevel.Warn),
        ["output and instance"] = (new() { Stream = LogStream.Stderr, InstanceId = "ins_22" }, (e, _) => e.Kind == LogEntryKind.Stderr && e.InstanceId == "ins_22"),
        ["time"] = (new() { From = DateTimeOffset.UnixEpoch.AddSeconds(4000), To = DateTimeOffset.UnixEpoch.AddSeconds(4100) }, (e, _) => e.Time is >= 4000_000_000_000 and < 4100_000_000_000),
        ["one letter"] = (new() { Text = "9" }, (_, t) => t.Contains('9')),
        ["what no line has"] = (new() { Text = "nowhere to be found" }, (_, _) => false),
        ["another deployment"] = (new() { Deployment = 2 }, (_, _) => false),
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Pages_from_either_end_and_the_count_hold_what_fits_and_nothing_else(string name)
    {
        var (filter, fits) = Cases[name];
        var all = fixture.All();
        var lines = all.Where(e => e.Kind != LogEntryKind.Gap && fits(e, Plain(e))).Select(e => e.Sequence).ToList();
        var expected = all.Where(e => e.Kind == LogEntryKind.Gap || lines.BinarySearch(e.Sequence) >= 0).Select(e => e.Sequence).ToList();
        var search = new LogSearch(fixture.Log, filter.Compile(), fixture.Clock);

        var forward = new List<long>();
        for (var after = 0L; after < Lines;)
        {
            var page = search.First(after, Lines, 100, CancellationToken.None);
            forward.AddRange(page.Entries.Select(e => e.Sequence));
            after = page.To;
        }

        Assert.Equal(expected, forward);
        var backward = new List<long>();
        for (var upTo = (long)Lines; upTo > 0;)
        {
            var page = search.Last(0, upTo, 100, CancellationToken.None);
            backward.InsertRange(0, page.Entries.Select(e => e.Sequence));
            upTo = page.From;
        }

        Assert.Equal(expected, backward);
        var counts = search.Parts(0, Lines).Select(p => search.Count(p, Lines, CancellationToken.None)).ToList();
        Assert.True(counts.Count > 5);
        Assert.Equal((lines.Count, Lines), (counts.Sum(c => c.Matches), counts.Sum(c => c.Lines)));
    }

    [Fact]
    public void The_text_is_found_wherever_it_stands()
    {
        var random = new Random(17);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 80)).Select(_ => "aAbB"[random.Next(4)])]);
            var wanted = new string([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => "aAbB"[random.Next(4)])]);
            Assert.Equal(text.IndexOf(wanted, StringComparison.OrdinalIgnoreCase), new TextNeedle(wanted, matchCase: false).IndexOf(Encoding.ASCII.GetBytes(text)));
            Assert.Equal(text.IndexOf(wanted, StringComparison.Ordinal), new TextNeedle(wanted, matchCase: true).IndexOf(Encoding.ASCII.GetBytes(text)));
        }
    }

    [Theory]
    [InlineData("(", "pattern")]
    [InlineData("(a)\\1", "pattern")]
    public void A_pattern_that_cannot_be_used_is_refused_with_the_reason(string pattern, string field)
    {
        var error = Assert.Throws<PlatformException>(() => new LogFilter { Pattern = pattern }.Compile());
        Assert.Equal(["where", field], error.Problems.Single().Path);
    }

    public void Dispose() => fixture.Dispose();

    private static string Plain(in LogEntry entry) => Encoding.UTF8.GetString(entry.Text.Span).Replace("\u001b[1m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal);
}
