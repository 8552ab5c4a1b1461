using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Logs;

/// <summary>Logs as the API hands them out.</summary>
public sealed class LogTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Query = "subscription($id: ID!, $after: Cursor) { containerLogs(id: $id, after: $after) { __typename ... on LogLine { cursor sequence text } ... on LogGap { reason } } }";

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
