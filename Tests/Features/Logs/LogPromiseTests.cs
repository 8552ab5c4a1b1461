using System.Net.WebSockets;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Logs;

/// <summary>Promise 1: no log line is lost across reconnects, restarts and redeploys.</summary>
public sealed class LogPromiseTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Query = """
        subscription($id: ID!, $after: Cursor) {
          containerLogs(id: $id, after: $after) { __typename ... on LogLine { cursor sequence text instance } ... on LogGap { reason } }
        }
        """;

    // About 1,000 lines a second, and a last word of how many there were.
    private const string Script = "trap s=1 TERM; i=0; while [ -z \"$s\" ]; do n=0; while [ $n -lt 20 ]; do i=$((i+1)); n=$((n+1)); echo $i; done; usleep 15000; done; echo end $i";

    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    private readonly int cuts = Full ? 1000 : 60;
    private readonly int kills = Full ? 5 : 2;
    private readonly int replacements = Full ? 5 : 2;
    private readonly Random random = new(int.TryParse(Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED"), out var seed) ? seed : 4711);
    private readonly Dictionary<string, int> counts = [];
    private readonly HashSet<string> ended = [];
    private long sequence;
    private string? cursor;

    [SkippableFact]
    public async Task Every_line_comes_exactly_once_while_sockets_are_cut_the_server_is_killed_and_the_container_replaced()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync(Script);
        string? replacement = null;
        for (var cut = 1; cut <= cuts; cut++)
        {
            await ReadAsync(id, random.Next(0, 200));
            if (cut % (cuts / replacements) == cuts / replacements / 2)
            {
                // One that was overtaken before it ran would have no last word.
                if (replacement is not null) await fixture.OperationAsync(replacement);
                var deployed = await fixture.Client.MutateAsync("deployContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id });
                replacement = deployed.GetProperty("operation").GetProperty("id").GetString()!;
            }

            if (cut % (cuts / kills) != 0) continue;
            await fixture.Server.KillAsync();
            await fixture.Server.StartAgainAsync();
        }

        await fixture.ChangeAsync("stopContainer", id);
        try
        {
            while (ended.Count < 1 + replacements) await ReadAsync(id, 1000);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Instances did not say their last word. Lines: {JsonSerializer.Serialize(counts)}; ended: {string.Join(", ", ended)}.");
        }

        Assert.Equal(ended, [.. counts.Keys]);
        await fixture.DeleteAsync(id);
    }

    /// <summary>Reads some events and cuts the socket.</summary>
    private async Task ReadAsync(string id, int events)
    {
        try
        {
            await using var socket = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, Query, new { id, after = cursor });
            for (; events > 0 && ended.Count < 1 + replacements && await socket.NextAsync() is { } data; events--) Take(data.GetProperty("containerLogs"));
        }
        catch (WebSocketException)
        {
            // The server went while it was read.
        }
    }

    private void Take(JsonElement line)
    {
        Assert.True(line.GetProperty("__typename").GetString() == "LogLine", line.ToString());
        Assert.Equal(++sequence, line.GetProperty("sequence").GetInt64());
        cursor = line.GetProperty("cursor").GetString();
        var (instance, text) = (line.GetProperty("instance").GetString()!, line.GetProperty("text").GetString()!);
        var before = counts.GetValueOrDefault(instance);
        if (text.StartsWith("end ", StringComparison.Ordinal))
        {
            Assert.Equal($"end {before}", text);
            Assert.True(ended.Add(instance));
            return;
        }

        Assert.Equal(before + 1, int.Parse(text));
        counts[instance] = before + 1;
    }
}
