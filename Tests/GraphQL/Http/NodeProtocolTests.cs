using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>What other implementations say about ours: the audits of graphql-http, the client of graphql-ws, graphql-js' reading of our introspection.</summary>
public sealed class NodeProtocolTests
{
    [SkippableFact]
    public async Task All_audits_of_graphql_http_pass_and_a_graphql_ws_client_is_served()
    {
        var folder = await FolderAsync();
        await using var server = await DemoServer.StartAsync();

        using var report = JsonDocument.Parse(await RunAsync(folder, "node", "check.mjs", server.Url));

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
        var folder = await FolderAsync();
        await using var server = await DemoServer.StartAsync(options => options.ReconnectDelay = TimeSpan.FromMilliseconds(50), DemoUploads.Configure);

        using var report = JsonDocument.Parse(await RunAsync(folder, "node", "--experimental-eventsource", "clients.mjs", server.Url));

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder, "clients.expected.json")), JsonSerializer.Serialize(report.RootElement, Readable) + "\n");
    }

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of the scripts, with their packages.</summary>
    private static async Task<string> FolderAsync()
    {
        var folder = Path.GetFullPath(Path.Combine(SourceFolder(), "..", "node"));
        Skip.If(!await TryRunAsync(folder, "node", "--version"), "Node is not installed.");
        // npm writes this file when it is done: packages that are older than the list are brought up to date.
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"))) await RunAsync(folder, "npm", "ci");
        return folder;
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static async Task<bool> TryRunAsync(string folder, string command, params string[] arguments)
    {
        try
        {
            await RunAsync(folder, command, arguments);
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(string folder, string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {await errors}{await output}");
        return await output;
    }
}
