using System.Diagnostics;

namespace GraphPlatform.Tests.Hosting;

/// <summary>
/// A dockerd of the test's own, which may be restarted. It runs in a network namespace of its own: a dockerd without a bridge deletes docker0 where
/// it runs, which is the machine's. Needs root.
/// </summary>
public sealed class PrivateDocker : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gpe").FullName;
    private Process? process;

    private PrivateDocker()
    {
    }

    /// <summary>Its address, as <c>DOCKER_HOST</c> takes it.</summary>
    public string Host => $"unix://{folder}/docker.sock";

    /// <summary>Starts one; without root or dockerd the test is skipped, on CI that is a failure.</summary>
    public static async Task<PrivateDocker> StartAsync()
    {
        const string Missing = "A private engine needs root and dockerd.";
        if (!Environment.IsPrivilegedProcess || (!File.Exists("/usr/sbin/dockerd") && !File.Exists("/usr/bin/dockerd")))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Missing);
            Skip.If(true, Missing);
        }

        var docker = new PrivateDocker();
        try
        {
            await docker.StartAgainAsync();
            return docker;
        }
        catch
        {
            await docker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on what it had.</summary>
    public async Task StartAgainAsync()
    {
        string[] arguments =
        [
            "--net", "dockerd", "--data-root", folder + "/data", "--exec-root", folder + "/exec", "--pidfile", folder + "/pid", "-H", Host,
            "--bridge", "none", "--iptables=false", "--ip-forward=false", "--cgroup-parent", "/" + Path.GetFileName(folder),
        ];
        process = Process.Start(new ProcessStartInfo("unshare", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var patience = 0; patience < 600; patience++)
        {
            if (await AnswersAsync()) return;
            Assert.False(process.HasExited, "The private dockerd ended.");
            await Task.Delay(100);      // nothing tells when it listens
        }

        throw new TimeoutException("The private dockerd did not start.");
    }

    /// <summary>Runs the docker command on it.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(params string[] arguments) => DockerEngine.RunAsync(["-H", Host, .. arguments]);

    /// <summary>Asks it to end (SIGTERM) and waits until it has; with it end its containers.</summary>
    public async Task StopAsync()
    {
        if (process is null) return;
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        process = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();

        // What was frozen when it ended stays mounted.
        foreach (var line in await File.ReadAllLinesAsync("/proc/self/mounts"))
        {
            if (line.Split(' ')[1] is not { } mount || !mount.StartsWith(folder, StringComparison.Ordinal)) continue;
            using var unmount = Process.Start("umount", ["-l", mount]);
            await unmount.WaitForExitAsync();
        }

        Directory.Delete(folder, recursive: true);
        RemoveCgroups();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await RunAsync("version");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
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
