using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Logs;

/// <summary>Promise 1: no line is lost or doubled.</summary>
public sealed class LogResumeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Query = "subscription($id: ID!, $after: Cursor) { containerLogs(id: $id, after: $after) { __typename ... on LogLine { cursor sequence text } ... on LogGap { reason } } }";

    [SkippableFact]
    public async Task A_subscriber_that_resumes_after_kill_9_has_every_line_exactly_once()
    {
        DockerEngine.Require();

        // About 1,000 lines a second on both outputs; busybox has no finer sleep than this loop's pace.
        var id = await fixture.RunAsync("i=0; while [ $i -lt 12000 ]; do n=0; while [ $n -lt 50 ]; do i=$((i+1)); n=$((n+1)); echo $i; done; usleep 50000; done; exec sleep 1000");
        var lines = new List<int>();
        string? after = null;
        for (var kills = 0; lines.Count < 12000;)
        {
            await using var socket = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, Query, new { id, after });
            try
            {
                while (lines.Count < 12000 && await socket.NextAsync() is { } data)
                {
                    var line = data.GetProperty("containerLogs");
                    Assert.Equal("LogLine", line.GetProperty("__typename").GetString());
                    lines.Add(int.Parse(line.GetProperty("text").GetString()!));
                    after = line.GetProperty("cursor").GetString();
                    if (kills < 3 && lines.Count > 2000 * (kills + 1))
                    {
                        kills++;
                        await fixture.Server.KillAsync();
                        await fixture.Server.StartAgainAsync();
                        break;
                    }
                }
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                // The server is gone; the next round reads on.
            }
        }

        Assert.Equal(Enumerable.Range(1, 12000), lines);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_socket_that_is_cut_anywhere_goes_on_where_it_was()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo $i; [ $((i % 100)) = 0 ] && usleep 20000; done; exec sleep 1000");
        var random = new Random(4711);
        var lines = new List<int>();
        string? after = null;
        while (lines.Count < 3000)
        {
            await using var socket = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, Query, new { id, after });
            for (var left = random.Next(0, 150); left > 0 && lines.Count < 3000; left--)
            {
                var line = (await socket.NextAsync())!.Value.GetProperty("containerLogs");
                lines.Add(int.Parse(line.GetProperty("text").GetString()!));
                after = line.GetProperty("cursor").GetString();
            }
        }

        Assert.Equal(Enumerable.Range(1, 3000), lines);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task History_is_read_in_pages_from_either_end()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("for i in 1 2 3 4 5 6 7; do echo $i; done; exec sleep 1000");
        await using (var socket = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, Query, new { id }))
            await socket.UntilAsync(d => d.GetProperty("containerLogs").GetProperty("text").GetString() == "7");

        var last = await PageAsync(id, "last: 3");
        Assert.Equal(["5", "6", "7"], Texts(last));
        Assert.True(last.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
        var before = await PageAsync(id, $"last: 3, before: \"{last.GetProperty("pageInfo").GetProperty("startCursor").GetString()}\"");
        Assert.Equal(["2", "3", "4"], Texts(before));
        var first = await PageAsync(id, "first: 2");
        Assert.Equal(["1", "2"], Texts(first));
        Assert.True(first.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task The_stream_says_when_nothing_more_will_come()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        await using var socket = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, Query.Replace("LogGap", "StreamEnd", StringComparison.Ordinal), new { id });
        await fixture.DeleteAsync(id);
        var end = await socket.UntilAsync(d => d.GetProperty("containerLogs").GetProperty("__typename").GetString() == "StreamEnd");
        Assert.Contains("deleted", end.GetProperty("containerLogs").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Null(await socket.NextAsync());
    }

    private static IEnumerable<string?> Texts(JsonElement page) => page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("text").GetString());

    private async Task<JsonElement> PageAsync(string id, string arguments) => (await fixture.Client.QueryAsync(
        $"query($id: ID!) {{ container(id: $id) {{ logs({arguments}) {{ nodes {{ ... on LogLine {{ text }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor }} }} }} }}", new { id }))
        .GetProperty("container").GetProperty("logs");
}
