using System.Diagnostics;

namespace GraphPlatform.Tests.Differential;

/// <summary>The protocol of the runner: Tests/Conformance/README.md.</summary>
public sealed class RunnerTests
{
    private const string Sdl = "type Query { a: Int b: Int! p: P q: Query } interface P { x: String } type A implements P { x: String } type Mutation { a: Int } type Subscription { a: Int }";

    [Theory]
    [InlineData("\"document\": \"{ a }\", \"root\": {\"a\": 1}", "\"valid\":true,\"data\":{\"a\":1}")]
    [InlineData("\"document\": \"{ a }\"", "\"valid\":true,\"data\":{\"a\":null}")]
    [InlineData("\"document\": \"{ p { __typename x } }\", \"root\": {\"p\": {\"__typename\": \"A\", \"x\": \"y\"}}", "\"valid\":true,\"data\":{\"p\":{\"__typename\":\"A\",\"x\":\"y\"}}")]
    [InlineData("\"document\": \"{ b }\"", "\"valid\":true,\"errors\":[{\"message\":\"Cannot return null for the non-nullable field Query.b.\",\"locations\":[{\"line\":1,\"column\":3}],\"path\":[\"b\"]}],\"data\":null")]
    [InlineData("\"document\": \"{ nope }\"", "\"valid\":false,\"errors\":[{\"message\":\"Type Query has no field \\\"nope\\\".\",\"locations\":[{\"line\":1,\"column\":3}]}]")]
    [InlineData("\"document\": \"{\"", "\"valid\":false,\"errors\":[{\"message\":\"Expected a field, a fragment or \\\"}\\\", found the end of the document.\",\"locations\":[{\"line\":1,\"column\":2}]}]")]
    [InlineData("\"document\": \"query A { a } query B { q { a } }\", \"operationName\": \"B\"", "\"valid\":true,\"data\":{\"q\":null}")]
    [InlineData("\"document\": \"{ a }\", \"operationName\": \"B\"", "\"valid\":true,\"errors\":[{\"message\":\"The document has no operation called \\\"B\\\".\"}]")]
    [InlineData("\"document\": \"query($s: Boolean!) { a @skip(if: $s) }\", \"variables\": {\"s\": true}", "\"valid\":true,\"data\":{}")]
    [InlineData("\"document\": \"query($s: Boolean!) { a @skip(if: $s) }\", \"variables\": {}", "\"valid\":true,\"errors\":[{\"message\":\"Variable $s is required: its type is Boolean!.\",\"locations\":[{\"line\":1,\"column\":7}]}]")]
    [InlineData("\"document\": \"mutation { a x: a }\", \"root\": {\"a\": 1}", "\"valid\":true,\"data\":{\"a\":1,\"x\":1}")]
    [InlineData("\"document\": \"subscription { a }\", \"root\": {\"a\": 1}", "\"valid\":true,\"data\":{\"a\":1}")]
    [InlineData("\"document\": 5", "\"valid\":false,\"errors\":[{\"message\":\"\\\"document\\\" is no text.\"}]")]
    [InlineData("\"document\": \"{ a }\", \"variables\": []", "\"valid\":false,\"errors\":[{\"message\":\"\\\"variables\\\" is no object.\"}]")]
    [InlineData("\"document\": \"{ a }\", \"sdl\": \"type Query { a: Nope }\"", "\"valid\":false,\"errors\":[{\"message\":\"There is no type Nope. (1:17)\"}]")]
    public async Task A_case_gets_its_answer(string line, string answer) => Assert.Equal(
        [$"{{\"id\":[1,\"x\"],{answer}}}"], await AnswersAsync($"{{\"id\": [1,\"x\"], \"sdl\": \"{Sdl}\", {line}}}\n"));

    [Fact]
    public async Task A_line_that_is_no_case_gets_an_answer_too_and_the_rest_goes_on()
    {
        var answers = await AnswersAsync($"nonsense\n\n[]\r\n{{\"id\": 7}}\n{{\"id\": 8, \"sdl\": \"{Sdl}\", \"document\": \"{{ a }}\"}}");
        Assert.StartsWith("{\"id\":null,\"valid\":false,\"errors\":[{\"message\":\"The line is not JSON:", answers[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "{\"id\":null,\"valid\":false,\"errors\":[{\"message\":\"The line is no JSON object.\"}]}",
                "{\"id\":7,\"valid\":false,\"errors\":[{\"message\":\"\\\"sdl\\\" is no text.\"}]}",
                "{\"id\":8,\"valid\":true,\"data\":{\"a\":null}}",
            ],
            answers[1..]);
    }

    [Theory]
    [InlineData("{a", "}")]
    [InlineData("{b(x:[", "])}")]
    [InlineData("{...on Query", "}")]
    [InlineData("query($a:[", "]){a}")]
    public async Task Nesting_without_end_gets_an_error(string open, string close)
    {
        const int levels = 100_000;
        // Of a unit such as {b(x:[ only the last bracket nests.
        var repeated = open[^1] == '[' ? open[..^1] + new string('[', levels) + string.Concat(Enumerable.Repeat("]", levels)) + close[1..] : string.Concat(Enumerable.Repeat(open, levels)) + string.Concat(Enumerable.Repeat(close, levels));
        var answers = await AnswersAsync($"{{\"id\": 1, \"sdl\": \"type Query {{ a: Query b(x: Int): Int }}\", \"document\": \"{repeated}\"}}\n[{new string('[', levels)}{new string(']', levels)}]\n{{\"id\": 2, \"sdl\": \"{Sdl}\", \"document\": \"{{ a }}\"}}\n");
        Assert.Equal(3, answers.Length);
        Assert.StartsWith("{\"id\":1,\"valid\":false,\"errors\":[{\"message\":\"The document is nested deeper than", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"id\":null,\"valid\":false,", answers[1], StringComparison.Ordinal);
        Assert.Equal("{\"id\":2,\"valid\":true,\"data\":{\"a\":null}}", answers[2]);
    }

    [Fact]
    public async Task Whoever_waits_for_an_answer_before_the_next_case_gets_it()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Tools.Runner]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteLineAsync($"{{\"id\": {i}, \"sdl\": \"{Sdl}\", \"document\": \"{{ a }}\"}}");
            await process.StandardInput.FlushAsync(limit.Token);
            Assert.Equal($"{{\"id\":{i},\"valid\":true,\"data\":{{\"a\":null}}}}", await process.StandardOutput.ReadLineAsync(limit.Token));
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task<string[]> AnswersAsync(string input) =>
        (await Tools.RunAsync("dotnet", [Tools.Runner], Tools.Folder, input)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
