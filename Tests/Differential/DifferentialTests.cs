using System.Text.Json;
using Xunit.Abstractions;

namespace GraphPlatform.Tests.Differential;

/// <summary>Our engine and graphql-js, asked the same: node/compare.mjs says what of.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    /// <summary>The short form is the same every day; the long one looks elsewhere each time and says where. GRAPHPLATFORM_TEST_SEED repeats it.</summary>
    [SkippableFact]
    public async Task Random_documents_get_the_answers_of_graphql_js()
    {
        var cases = Tools.Full ? 100_000 : 2_000;
        using var report = await CompareAsync("compare.mjs", cases);
        // It must not come to nothing: most documents are valid, and many of those find data and errors.
        Assert.True(report.RootElement.GetProperty("executed").GetInt32() > cases / 3);
        Assert.True(report.RootElement.GetProperty("errors").GetInt32() > cases / 40);
    }

    [SkippableFact]
    public async Task Random_type_definitions_are_taken_where_graphql_js_takes_them()
    {
        var cases = Tools.Full ? 10_000 : 500;
        using var report = await CompareAsync("compare-schemas.mjs", cases);
        Assert.InRange(report.RootElement.GetProperty("valid").GetInt32(), cases / 10, cases * 9 / 10);
    }

    /// <summary>Each line of cases.jsonl is a case that once got another answer than it should, with the right one.</summary>
    [Fact]
    public async Task Differences_found_before_stay_mended()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Tools.Folder, "cases.jsonl"));
        var answers = (await Tools.RunAsync("dotnet", [Tools.Runner], Tools.Folder, string.Join('\n', lines) + "\n")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Length, answers.Length);
        Assert.Equal(lines.Select(Expected), answers.Select(Actual));
    }

    private async Task<JsonDocument> CompareAsync(string script, int cases)
    {
        await Tools.NeedNodeAsync();
        var seed = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED") ?? (Tools.Full ? Random.Shared.Next(1, 1_000_000_000).ToString() : "1");
        var report = await Tools.RunAsync("node", [script, "--cases", cases.ToString(), "--seed", seed, "--", "dotnet", Tools.Runner], Tools.Node, minutes: 20);
        output.WriteLine(report);
        var json = JsonDocument.Parse(report);
        Assert.Equal("[]", json.RootElement.GetProperty("differences").GetRawText());
        return json;
    }

    private static string Expected(string line)
    {
        using var json = JsonDocument.Parse(line);
        var expected = json.RootElement.GetProperty("expected");
        return Describe(json.RootElement.GetProperty("id"), expected, expected.TryGetProperty("paths", out var paths) ? paths.EnumerateArray().Select(path => path.GetRawText()) : []);
    }

    private static string Actual(string line)
    {
        using var json = JsonDocument.Parse(line);
        var errors = json.RootElement.TryGetProperty("errors", out var list) ? list.EnumerateArray() : default;
        return Describe(json.RootElement.GetProperty("id"), json.RootElement,
            errors.Select(error => error.TryGetProperty("path", out var path) ? path.GetRawText() : null).OfType<string>());
    }

    private static string Describe(JsonElement id, JsonElement answer, IEnumerable<string> paths) =>
        $"{id}: {answer.GetProperty("valid")} {(answer.TryGetProperty("data", out var data) ? data.GetRawText() : "no data")} {string.Join(' ', paths.Order(StringComparer.Ordinal))}";
}
