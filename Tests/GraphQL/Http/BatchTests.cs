using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>A JSON array of requests is answered by an array in the same order.</summary>
public sealed class BatchTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("""[{"query":"{ping}"}]""", """[{"data":{"ping":"pong"}}]""")]
    [InlineData(""" [ {"query":"{a:ping}"} , {"query":"{b:ping}"} ] """, """[{"data":{"a":"pong"}},{"data":{"b":"pong"}}]""")]
    [InlineData("""[{"query":"query($n:Int!){owners(count:$n){id}}","variables":{"n":1}},{"query":"query A{ping} query B{b:ping}","operationName":"B"}]""",
        """[{"data":{"owners":[{"id":"o1"}]}},{"data":{"b":"pong"}}]""")]
    public async Task Each_request_has_its_answer_at_its_place(string body, string answer)
    {
        await using var server = await DemoServer.StartAsync();
        Assert.Equal((200, answer), await server.PostAsync(body));
        Assert.Equal((200, answer), await server.PostAsync(body, Json));
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_nothing_to_the_others()
    {
        await using var server = await DemoServer.StartAsync();
        var (status, text) = await server.PostAsync("""[{"query":"{nope}"},5,[{"query":"{ping}"}],{},{"query":"\ud800"},{"query":"{ping}","variables":[]},{"query":"subscription{count(to:1)}"},{"query":"{ping}"}]""");
        Assert.Equal(200, status);
        using var answers = System.Text.Json.JsonDocument.Parse(text);
        var all = answers.RootElement.EnumerateArray().ToArray();
        Assert.Equal(8, all.Length);
        foreach (var refused in all[..7]) Assert.False(refused.TryGetProperty("data", out _));
        Assert.Equal("""{"data":{"ping":"pong"}}""", all[7].GetRawText());
        Assert.Contains("must be a JSON object", all[2].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "The batch is empty.")]
    [InlineData("""[{"query":"{ping}"}""", "The body is not valid JSON.")]
    [InlineData("""[{"query":"{ping}"}] 1""", "The body is not valid JSON.")]
    [InlineData("""[{"query":"{ping}"},]""", "The body is not valid JSON.")]
    public async Task A_broken_batch_is_refused_as_a_whole(string body, string message)
    {
        await using var server = await DemoServer.StartAsync();
        var (status, text) = await server.PostAsync(body);
        Assert.Equal(400, status);
        Assert.StartsWith($$"""{"errors":[{"message":"{{message}}""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_are_taken_and_a_thousand_are_not_even_started()
    {
        await using var server = await DemoServer.StartAsync(schema: schema => { DemoEngine.Configure(schema); schema.AddTypes(typeof(Steps)); }, services: services => services.AddSingleton<StepLog>());
        Assert.Equal(200, (await server.PostAsync(Repeat(10))).Status);
        Assert.Equal(400, (await server.PostAsync(Repeat(11))).Status);
        var (status, text) = await server.PostAsync(Repeat(1000));
        Assert.Equal(400, status);
        Assert.Contains("A batch has at most 10 requests.", text, StringComparison.Ordinal);
        Assert.Equal(10, server.Services.GetRequiredService<StepLog>().Lines.Count);

        static string Repeat(int count) => $"[{string.Join(',', Enumerable.Repeat("""{"query":"{step(name:\"q\")}"}""", count))}]";
    }

    [Fact]
    public async Task Batches_can_be_turned_off()
    {
        await using var server = await DemoServer.StartAsync(options => options.MaxBatchSize = 0);
        var (status, text) = await server.PostAsync("""[{"query":"{ping}"}]""");
        Assert.Equal(400, status);
        Assert.Contains("Batches are not taken here", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_which_nothing_was_run_has_the_status_of_its_requests()
    {
        await using var server = await DemoServer.StartAsync();
        Assert.Equal(400, (await server.PostAsync("""[{"query":"{nope}"},{"query":"{"}]""")).Status);
        Assert.Equal(200, (await server.PostAsync("""[{"query":"{nope}"},{"query":"{"}]""", Json)).Status);
    }

    [Fact]
    public async Task Queries_run_side_by_side_and_mutations_one_after_the_other_in_their_place()
    {
        await using var server = await DemoServer.StartAsync(schema: schema => { DemoEngine.Configure(schema); schema.AddTypes(typeof(Steps), typeof(StepMutations)); }, services: services => services.AddSingleton<StepLog>());
        // So that nothing is slow for being the first of its kind.
        var lines = server.Services.GetRequiredService<StepLog>().Lines;
        await server.PostAsync("""{"query":"mutation{m:stepTwice(name:\"a\"){done}}"}""");
        lines.Clear();
        // Each of the first two waits for the other: one after the other they would never end.
        var (_, text) = await server.PostAsync("""
            [{"query":"{meet}"},{"query":"{meet}"},{"query":"{dawdle}"},{"query":"mutation{m:stepTwice(name:\"a\"){done}}"},{"query":"mutation{m:stepTwice(name:\"b\"){done}}"},{"query":"{step(name:\"end\")}"}]
            """);
        Assert.Equal("""[{"data":{"meet":true}},{"data":{"meet":true}},{"data":{"dawdle":true}},{"data":{"m":{"done":true}}},{"data":{"m":{"done":true}}},{"data":{"step":"end"}}]""", text);
        Assert.Equal(["dawdled", "met", "met"], lines[..3].Order());
        Assert.Equal(["a", "a", "b", "b", "end"], lines[3..]);
    }
}

public sealed class StepLog
{
    private readonly TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    public List<string> Lines { get; } = [];

    public void Add(string line)
    {
        lock (Lines) Lines.Add(line);
    }

    public Task MeetAsync()
    {
        if (Interlocked.Increment(ref waiting) == 2) both.SetResult();
        return both.Task;
    }
}

[QueryType]
public static class Steps
{
    public static string Step(StepLog log, string name)
    {
        log.Add(name);
        return name;
    }

    /// <summary>Done long after whatever does not wait for it.</summary>
    public static async Task<bool> DawdleAsync(StepLog log)
    {
        for (var i = 0; i < 20_000; i++) await Task.Yield();
        log.Add("dawdled");
        return true;
    }

    public static async Task<bool> MeetAsync(StepLog log, CancellationToken ct)
    {
        await log.MeetAsync().WaitAsync(TimeSpan.FromSeconds(20), ct);
        log.Add("met");
        return true;
    }
}

[MutationType]
public static class StepMutations
{
    public static async Task<Stepped> StepTwiceAsync(StepLog log, string name)
    {
        log.Add(name);
        await Task.Yield();
        log.Add(name);
        return new Stepped(true);
    }
}

[Payload]
public sealed record Stepped(bool Done);
