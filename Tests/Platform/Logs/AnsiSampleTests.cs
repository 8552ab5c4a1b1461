using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Logs.Levels;
using GraphPlatform.Platform.Logs.Search;
using GraphPlatform.Web.Pages.Containers.Logs;

namespace GraphPlatform.Tests.Platform.Logs;

/// <summary>ansi-samples.json: what a line with terminal sequences is to the search, the export, the level, the page and its script.</summary>
public sealed class AnsiSampleTests
{
    private const string Script = """
        const fs = require('node:fs')
        const source = fs.readFileSync(process.argv[1], 'utf8')
        import('data:text/javascript,' + encodeURIComponent(source)).then(({ pieces }) =>
          console.log(JSON.stringify(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).map(sample => pieces(sample.raw)))))
        """;

    private static readonly string Folder = Path.GetDirectoryName(Here())!;
    private static readonly string ScriptOfPage = Path.Combine(Folder, "../../../Web/wwwroot/js/log/ansi.js");
    private static readonly List<Sample> Samples = JsonSerializer.Deserialize<List<Sample>>(File.ReadAllText(Path.Combine(Folder, "ansi-samples.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void The_server_knows_the_same_text()
    {
        foreach (var sample in Samples)
        {
            var raw = Encoding.UTF8.GetBytes(sample.Raw);
            var plain = new byte[raw.Length];
            Assert.Equal((sample.Name, sample.Plain), (sample.Name, Encoding.UTF8.GetString(plain, 0, AnsiText.Strip(raw, plain))));
            Assert.Equal((sample.Name, sample.Raw != sample.Plain), (sample.Name, AnsiText.IndexOf(raw) >= 0));
            Assert.Equal((sample.Name, sample.Plain), (sample.Name, LogText.Plain(sample.Raw)));
        }
    }

    [Fact]
    public void A_search_finds_the_text_and_nothing_of_the_sequences()
    {
        foreach (var sample in Samples)
        {
            var header = new LogEntryHeader(LogEntryKind.Stdout, null, 0, 0);
            var raw = Encoding.UTF8.GetBytes(sample.Raw);
            Assert.True(new LogFilter { Pattern = $"^{System.Text.RegularExpressions.Regex.Escape(sample.Plain)}$" }.Compile().Fits(header, raw), sample.Name);
            Assert.True(new LogFilter { Text = sample.Plain }.Compile().Fits(header, raw), sample.Name);
            Assert.Equal((sample.Name, false), (sample.Name, new LogFilter { Text = "shop.example" }.Compile().Fits(header, raw)));
        }
    }

    [Theory]
    [InlineData("\u001b(B\u001b[mERROR it broke")]
    [InlineData("\u001b]8;;https://shop.example/x\u001b\\ERROR\u001b]8;;\u001b\\ it broke")]
    [InlineData("\u009b31mERROR\u009bm it broke")]
    [InlineData("\u001b[?1h\u001b=\u001b[31merror\u001b[0m: it broke")]
    public void A_level_is_found_behind_sequences(string line) => Assert.Equal(LogLevel.Error, LevelDetector.Detect(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Half_a_megabyte_of_beginnings_is_read_once()
    {
        foreach (var beginning in (string[])["\u009d", "\u001b]", "\u001b", "\u0090x", "\u001b[1"])
        {
            var raw = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(beginning, 500_000 / beginning.Length)));
            AnsiText.Strip(raw, new byte[raw.Length]);
            LogText.Plain(Encoding.UTF8.GetString(raw));
        }
    }

    [Fact]
    public void The_page_and_its_script_have_one_expression()
    {
        var script = File.ReadAllText(ScriptOfPage).Split("const SEQUENCE = /")[1].Split("/g\n")[0];
        Assert.Contains("@\"" + script + "\"", File.ReadAllText(Path.Combine(Folder, "../../../Web/Pages/Containers/Logs/LogText.cs")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_script_draws_the_same_text_and_its_colours()
    {
        using var document = JsonDocument.Parse(await RunNodeAsync());
        foreach (var (sample, drawn) in Samples.Zip(document.RootElement.EnumerateArray(), (s, d) => (s, d.Deserialize<List<Piece>>(JsonSerializerOptions.Web)!)))
        {
            Assert.Equal((sample.Name, sample.Plain), (sample.Name, string.Concat(drawn.Select(piece => piece.Text))));
            if (sample.Pieces is { } pieces) Assert.Equal(pieces.Select(piece => (sample.Name, piece)), drawn.Select(piece => (sample.Name, piece)));
        }
    }

    private static async Task<string> RunNodeAsync()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["-e", Script, ScriptOfPage, Path.Combine(Folder, "ansi-samples.json")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = node.StandardError.ReadToEndAsync();
            var output = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, await errors);
            return output;
        }
        catch (Win32Exception)
        {
            Skip.If(true, "Node is not installed.");
            throw;
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private sealed record Sample(string Name, string Raw, string Plain, List<Piece>? Pieces);

    private sealed record Piece(string Text, string Style);
}
