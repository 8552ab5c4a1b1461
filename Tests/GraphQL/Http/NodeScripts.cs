using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>Runs the scripts in Tests/GraphQL/node, with the packages that they need.</summary>
internal static class NodeScripts
{
    private static readonly SemaphoreSlim Install = new(1);

    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "..", "node");

    /// <summary>Skips the test without Node.</summary>
    public static async Task NeedAsync()
    {
        try
        {
            await StartAsync("node", ["--version"]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "Node is not installed.");
        }

        await Install.WaitAsync();
        try
        {
            // npm writes this file when it is done: packages that are older than the list are brought up to date.
            var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
            if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) await StartAsync("npm", ["ci"]);
        }
        finally
        {
            Install.Release();
        }
    }

    /// <summary>What a script printed.</summary>
    public static Task<string> RunAsync(string script, params string[] arguments) => StartAsync("node", [script, .. arguments]);

    /// <summary>What a script printed, given an input.</summary>
    public static Task<string> FeedAsync(string script, string input) => StartAsync("node", [script], input);

    private static async Task<string> StartAsync(string command, string[] arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {await errors}{await output}");
        return await output;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
