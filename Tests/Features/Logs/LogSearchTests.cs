using System.Net;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Logs;

/// <summary>Finding lines through the API, live and in what is kept, and taking them away.</summary>
public sealed class LogSearchTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Script = """
        i=0; while [ $i -lt 3000 ]; do i=$((i+1)); case $((i % 100)) in 0) echo "ERROR order $i failed" >&2;; *) echo "info: order $i done";; esac; done
        while [ ! -e /tmp/go ]; do usleep 50000; done
        i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo noise; done; echo "ERROR at last"; exec sleep 1000
        """;

    [SkippableFact]
    public async Task A_search_tells_the_newest_lines_first_and_counts_all()
    {
        DockerEngine.Require();
        var id = await StartAsync();
        await using var socket = await SubscribeAsync(
            "subscription($id: ID!) { logSearch(id: $id, where: {text: \"FAILED\", levels: [ERROR]}, last: 3) { __typename ... on LogLine { text level } ... on LogSearchProgress { matches searchedLines totalLines isComplete } } }", id);
        var events = new List<JsonElement>();
        while (await socket.NextAsync() is { } data) events.Add(data.GetProperty("logSearch"));
        Assert.Equal(
            ["ERROR order 3000 failed", "ERROR order 2900 failed", "ERROR order 2800 failed"],
            events.Where(e => e.GetProperty("__typename").GetString() == "LogLine").Select(e => e.GetProperty("text").GetString()));
        var last = events[^1];
        Assert.Equal((30, 3000, 3000, true), (
            last.GetProperty("matches").GetInt32(), last.GetProperty("searchedLines").GetInt32(), last.GetProperty("totalLines").GetInt32(), last.GetProperty("isComplete").GetBoolean()));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_filter_shows_what_was_and_goes_on_live_and_tells_its_place_while_nothing_fits()
    {
        DockerEngine.Require();
        var id = await StartAsync();
        await using var socket = await SubscribeAsync(
            "subscription($id: ID!) { containerLogs(id: $id, last: 2, where: {levels: [ERROR]}) { __typename ... on LogLine { text } ... on LogPosition { cursor } } }", id);
        Assert.Equal("ERROR order 2900 failed", (await socket.NextAsync())!.Value.GetProperty("containerLogs").GetProperty("text").GetString());
        Assert.Equal("ERROR order 3000 failed", (await socket.NextAsync())!.Value.GetProperty("containerLogs").GetProperty("text").GetString());
        await fixture.ExecAsync(id, "touch /tmp/go");
        var position = await socket.UntilAsync(d => d.GetProperty("containerLogs").GetProperty("__typename").GetString() == "LogPosition");
        var cursor = position.GetProperty("containerLogs").GetProperty("cursor").GetString()!;
        Assert.InRange(int.Parse(cursor), 3001, 23_000);
        await socket.UntilAsync(d => d.GetProperty("containerLogs") is var e && e.GetProperty("__typename").GetString() == "LogLine" && e.GetProperty("text").GetString() == "ERROR at last");

        var page = (await fixture.Client.QueryAsync(
            "query($id: ID!) { container(id: $id) { logs(last: 2, where: {pattern: \"^error .*(last|[37]00 failed)$\"}) { nodes { ... on LogLine { text cursor } } pageInfo { hasPreviousPage startCursor } } } }", new { id }))
            .GetProperty("container").GetProperty("logs");
        Assert.Equal(["ERROR order 2700 failed", "ERROR at last"], page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("text").GetString()));
        Assert.Equal(page.GetProperty("nodes")[0].GetProperty("cursor").GetString(), page.GetProperty("pageInfo").GetProperty("startCursor").GetString());
        Assert.True(page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_log_is_downloaded_by_a_link_that_dies_with_its_session()
    {
        DockerEngine.Require();
        var id = await StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Server.Url) };
        var all = await http.GetAsync(await LinkAsync(fixture.Client, id, ""));
        Assert.Equal("text/plain; charset=utf-8", all.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", all.Content.Headers.ContentDisposition!.DispositionType);
        Assert.EndsWith(".log", all.Content.Headers.ContentDisposition.FileName);
        var lines = (await all.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3000, lines.Length);
        Assert.EndsWith(" stdout v1 info: order 1 done", lines.First(l => l.Contains(" stdout ", StringComparison.Ordinal)));

        var found = await http.GetStringAsync(await LinkAsync(fixture.Client, id, ", format: JSON, where: {levels: [ERROR]}"));
        var objects = found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToList();
        Assert.Equal(30, objects.Count);
        Assert.Equal(("stderr", "error", "ERROR order 100 failed"), (
            objects[0].GetProperty("stream").GetString(), objects[0].GetProperty("level").GetString(), objects[0].GetProperty("text").GetString()));

        using var other = await GraphQLClient.SignInAsync(fixture.Server.Url);
        var link = await LinkAsync(other, id, ", format: CSV");
        Assert.StartsWith("sequence,time,", await http.GetStringAsync(link));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(link[..^2] + (link.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"))).StatusCode);
        await other.MutateAsync("signOut { errors { message } }");
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(link)).StatusCode);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_filter_that_cannot_be_used_is_refused_with_the_field_at_fault()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var payload = await fixture.Client.TryMutateAsync("exportLogs(input: {containerId: $id, where: {pattern: \"(\"}}) { errors { message path code } }", "$id: ID!", new { id });
        var error = payload.GetProperty("errors")[0];
        Assert.Equal("VALIDATION", error.GetProperty("code").GetString());
        Assert.Equal(["where", "pattern"], error.GetProperty("path").EnumerateArray().Select(p => p.GetString()));
        await fixture.DeleteAsync(id);
    }

    /// <summary>A container with 3,000 lines, 30 of them errors, that are all kept.</summary>
    private async Task<string> StartAsync()
    {
        var id = await fixture.RunAsync(Script);
        // The two outputs are in no order with each other: it is the number of lines that says that all are here.
        await using var socket = await SubscribeAsync("subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { sequence } } }", id);
        await socket.UntilAsync(d => d.GetProperty("containerLogs").GetProperty("sequence").GetInt32() == 3000);
        return id;
    }

    private Task<GraphQLSocket> SubscribeAsync(string query, string id) => GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, query, new { id });

    private static async Task<string> LinkAsync(GraphQLClient client, string id, string more) =>
        (await client.MutateAsync($"exportLogs(input: {{containerId: $id{more}}}) {{ download {{ url expiresAt }} }}", "$id: ID!", new { id })).GetProperty("download").GetProperty("url").GetString()!;
}
