using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GraphPlatform.Tests.Differential;

/// <summary>The runner and Node, as processes.</summary>
internal static class Tools
{
    public static string Runner { get; } =
        typeof(Tools).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Runner").Value!;

    public static string Folder { get; } = Path.GetDirectoryName(Here())!;

    public static string Node { get; } = Path.Combine(Folder, "node");

    /// <summary>Whether the long form was asked for: Scripts/test --full.</summary>
    public static bool Full => Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    /// <summary>Installs what the scripts need, if it is not there; skips the test without Node.</summary>
    public static async Task NeedNodeAsync()
    {
        try
        {
            await RunAsync("node", ["--version"], Node);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "Node is not installed.");
        }

        if (!Directory.Exists(Path.Combine(Node, "node_modules"))) await RunAsync("npm", ["ci"], Node);
    }

    /// <summary>What the command printed; it must end well.</summary>
    public static async Task<string> RunAsync(string command, string[] arguments, string folder, string? input = null, int minutes = 2)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = input is not null, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {await errors}{await output}");
        return await output;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
