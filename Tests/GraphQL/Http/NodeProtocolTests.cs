using System.Text.Json;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>What other implementations say about ours: the audits of graphql-http, the client of graphql-ws, graphql-js' reading of our introspection.</summary>
public sealed class NodeProtocolTests
{
    [SkippableFact]
    public async Task All_audits_of_graphql_http_pass_and_a_graphql_ws_client_is_served()
    {
        await NodeScripts.NeedAsync();
        await using var server = await DemoServer.StartAsync();

        using var report = JsonDocument.Parse(await NodeScripts.RunAsync("check.mjs", server.Url));

        var root = report.RootElement;
        Assert.Equal([], root.GetProperty("failed").EnumerateArray().Select(each => each.GetString()!));
        Assert.True(root.GetProperty("audits").GetInt32() >= 61);
        var socket = root.GetProperty("websocket");
        Assert.Equal("""[{"data":{"ping":"pong"}}]""", socket.GetProperty("query").GetRawText());
        Assert.Equal("""[{"data":{"count":1}},{"data":{"count":2}},{"data":{"count":3}}]""", socket.GetProperty("numbers").GetRawText());
        Assert.Equal("""[{"data":{"walk":{"minutes":1}}}]""", socket.GetProperty("mutation").GetRawText());
        Assert.Equal("""["Type Query has no field \"unknownThing\"."]""", socket.GetProperty("invalid").GetRawText());
        Assert.Equal("""[{"data":{"ping":"pong"}}]""", socket.GetProperty("after").GetRawText());
    }

    [SkippableFact]
    public async Task Clients_that_people_use_are_served_as_they_expect()
    {
        await NodeScripts.NeedAsync();
        await using var server = await DemoServer.StartAsync(options => options.ReconnectDelay = TimeSpan.FromMilliseconds(50), DemoUploads.Configure);

        using var report = JsonDocument.Parse(await NodeScripts.RunAsync("--experimental-eventsource", "clients.mjs", server.Url));

        var expected = await File.ReadAllTextAsync(Path.Combine(NodeScripts.Folder, "clients.expected.json"));
        Assert.Equal(expected, JsonSerializer.Serialize(report.RootElement, Readable) + "\n");
    }

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
