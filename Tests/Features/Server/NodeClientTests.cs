using System.Diagnostics;
using System.Text.Json;
using GraphPlatform.Tests.Features.Architecture;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Server;

/// <summary>Programs that nobody here wrote: npm's graphql, graphql-ws and graphql-http against the running server.</summary>
public sealed class NodeClientTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task They_run_the_main_line_and_pass_every_audit()
    {
        DockerEngine.Require();
        await MainLineAsync(fixture.Server.Url);
    }

    [SkippableFact]
    public async Task They_do_so_on_PostgreSQL_too()
    {
        DockerEngine.Require();
        await using var server = await ServerProcess.StartAsync(options: Postgres.NewDatabase());
        await MainLineAsync(server.Url);
    }

    private static async Task MainLineAsync(string url)
    {
        var folder = Path.Combine(House.Root, "Tests/Features/node");
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) await RunAsync(folder, "npm", "ci", "--no-audit", "--no-fund");
        var printed = await RunAsync(folder, "node", "main-line.mjs", url + "/graphql", ServerProcess.Email, ServerProcess.Password, DockerEngine.Image);

        using var result = JsonDocument.Parse(printed.Trim().Split('\n')[^1]);
        var root = result.RootElement;
        Assert.Equal([], root.GetProperty("audits").EnumerateArray().Select(a => a.GetString()!));
        Assert.Equal("SUCCEEDED", root.GetProperty("created").GetString());
        Assert.Equal("hello", root.GetProperty("line").GetString());
        Assert.True(root.GetProperty("memory").GetBoolean());
        Assert.Equal("hello\n", root.GetProperty("exec").GetString());
        Assert.Equal("SUCCEEDED", root.GetProperty("stopped").GetString());
        Assert.Equal("SUCCEEDED", root.GetProperty("deleted").GetString());
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error + output);
        return output;
    }
}
