using System.Runtime.CompilerServices;
using System.Text;
using GraphPlatform.Platform.Logs.Levels;

namespace GraphPlatform.Tests.Platform.Logs;

/// <summary>Every row and every trace of docs/log-levels.md.</summary>
public sealed class LevelTableTests
{
    private static readonly string[] Document = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/log-levels.md"));

    [Fact]
    public void Every_line_of_the_table_has_its_level()
    {
        var rows = Document.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(Cells).ToList();
        Assert.True(rows.Count > 60);
        Assert.Empty(rows.Where(row => Written(new LevelTracker(), row[2].Trim('`')) != row[3]).Select(row => $"{row[0]}: {row[2]} is not {row[3]}"));
    }

    [Fact]
    public void Every_line_of_a_trace_belongs_to_it_and_what_follows_does_not()
    {
        var traces = Traces().ToList();
        Assert.True(traces.Count > 20);
        foreach (var (title, lines) in traces)
        {
            var levels = new LevelTracker();
            foreach (var line in lines) Assert.Equal((title, line[6..], line[..6].TrimEnd()), (title, line[6..], Written(levels, line[6..])));
            Assert.Equal((title, "INFO"), (title, Written(levels, "INFO:root:next")));
            Assert.Equal((title, "–"), (title, Written(levels, "order 18 came")));
        }
    }

    [Theory]
    [InlineData("level-json-keys")]
    [InlineData("level-own-place")]
    [InlineData("level-word-shapes")]
    [InlineData("level-python-traceback")]
    public void Lines_that_users_reported_have_their_level(string sample)
    {
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "samples", sample);
        var levels = new LevelTracker();
        Assert.Equal(File.ReadAllLines(path + ".expected"), File.ReadAllLines(path + ".log").Select(line => Written(levels, line)));
    }

    [Fact]
    public void No_beginning_of_a_line_is_misread_or_fails()
    {
        foreach (var line in Document.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => Bytes(Cells(line)[2].Trim('`'))))
            for (var length = 0; length <= line.Length; length++)
                new LevelTracker().Next(line.AsSpan(0, length));
    }

    private static IEnumerable<(string Title, List<string> Lines)> Traces()
    {
        var title = "";
        List<string>? lines = null;
        foreach (var line in Document)
        {
            if (line.StartsWith("### ", StringComparison.Ordinal)) title = line[4..];
            else if (line == "```text") lines = [];
            else if (line != "```") lines?.Add(line.PadRight(6));
            else if (lines is not null)
            {
                yield return (title, lines);
                lines = null;
            }
        }
    }

    private static string Written(LevelTracker levels, string line) => levels.Next(Bytes(line))?.ToString().ToUpperInvariant() ?? "–";

    private static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line.Replace('␛', '\u001b').Replace('␉', '\t'));

    private static string[] Cells(string row) => [.. row[2..^2].Replace("\\|", "\0", StringComparison.Ordinal).Split(" | ").Select(cell => cell.Replace('\0', '|'))];

    private static string Here([CallerFilePath] string path = "") => path;
}
