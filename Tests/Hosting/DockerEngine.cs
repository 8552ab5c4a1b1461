using System.Diagnostics;

namespace GraphPlatform.Tests.Hosting;

/// <summary>The machine's Docker engine, asked by its own command line: a second opinion that shares no code with ours.</summary>
public static class DockerEngine
{
    /// <summary>The image that Scripts/test-images makes.</summary>
    public const string Image = "graphplatform-test:busybox";

    private static readonly Lazy<bool> Available = new(() =>
    {
        using var process = Process.Start(new ProcessStartInfo("docker", ["image", "inspect", Image]) { RedirectStandardOutput = true, RedirectStandardError = true });
        process!.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    });

    /// <summary>Whether there is an engine with the test image.</summary>
    public static bool IsAvailable => Available.Value;

    /// <summary>Skips the test without an engine; on CI that is a failure.</summary>
    public static void Require()
    {
        if (IsAvailable) return;
        const string why = "no Docker engine with the image graphplatform-test:busybox: run Scripts/setup and Scripts/test-images";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
        Skip.If(true, why);
    }

    /// <summary>Runs the docker command.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"docker {string.Join(' ', arguments)}: {await error}");
    }

    /// <summary>The lines that the docker command printed.</summary>
    public static async Task<string[]> LinesAsync(params string[] arguments) =>
        (await RunAsync(arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The id of the installation whose data folder it is; null when its database was not made.</summary>
    public static async Task<string?> InstallationOfAsync(string data)
    {
        if (!File.Exists(Path.Combine(data, "installation"))) return null;
        return await File.ReadAllTextAsync(Path.Combine(data, "installation"));
    }

    internal static async Task RemoveAllOfAsync(string data)
    {
        if (await InstallationOfAsync(data) is not { } installation) return;
        var label = $"label=graphplatform.installation={installation}";
        foreach (var id in await LinesAsync("ps", "-aq", "--filter", label)) await RunAsync("rm", "-f", id);
        foreach (var id in await LinesAsync("network", "ls", "-q", "--filter", label)) await RunAsync("network", "rm", id);
        foreach (var id in await LinesAsync("volume", "ls", "-q", "--filter", label)) await RunAsync("volume", "rm", "-f", id);
        await HostFirewall.RemoveAsync(installation);
    }
}
