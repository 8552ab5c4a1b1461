using System.Diagnostics;

namespace GraphPlatform.Tests.Docker.Real;

/// <summary>
/// A dockerd of the test's own: it may be restarted, and BuildKit's cache records, which carry no labels, go with it.
/// It runs in a network namespace of its own: a dockerd without a bridge deletes docker0 where it runs, which is the machine's. Needs root.
/// </summary>
internal sealed class PrivateEngine : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gpe").FullName;
    private Process? process;

    private PrivateEngine() => Client = new(new Uri($"unix://{folder}/docker.sock"));

    public DockerClient Client { get; }

    public static async Task<PrivateEngine> StartAsync()
    {
        const string Missing = "A private engine needs root and dockerd.";
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/sbin/dockerd") && !File.Exists("/usr/bin/dockerd"))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Missing);
            Skip.If(true, Missing);
        }

        var engine = new PrivateEngine();
        try
        {
            await engine.RunAsync();
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public async Task RunAsync()
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[
            "--net", "dockerd", "--data-root", folder + "/data", "--exec-root", folder + "/exec", "--pidfile", folder + "/pid", "-H", $"unix://{folder}/docker.sock",
            "--bridge", "none", "--iptables=false", "--ip-forward=false", "--cgroup-parent", "/" + Path.GetFileName(folder),
        ])
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await Client.System.PingAsync(limit.Token);
                return;
            }
            catch (DockerException e) when (e.Kind == DockerErrorKind.Unavailable)
            {
                Assert.False(process.HasExited, "The private dockerd ended.");
                await Task.Delay(50, limit.Token);
            }
        }
    }

    /// <summary>Asks it to end (SIGTERM) and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (process is null) return;
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await StopAsync();
        Directory.Delete(folder, recursive: true);
        RemoveCgroups();
    }

    /// <summary>The engine leaves its parent cgroup: at the root with version 2, once a controller with version 1.</summary>
    private void RemoveCgroups()
    {
        var name = Path.GetFileName(folder);
        foreach (var root in Directory.GetDirectories("/sys/fs/cgroup").Prepend("/sys/fs/cgroup").Select(parent => Path.Combine(parent, name)).Where(Directory.Exists))
            foreach (var group in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length).Append(root))
                Directory.Delete(group);
    }
}
