using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GraphPlatform.Tests.Hosting;

/// <summary>A real registry (Debian's docker-registry) on the loopback, where engines accept plain HTTP.</summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-registry-");
    private Process? process;

    /// <summary>What stands before an image's name: <c>127.0.0.1:PORT</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts one; a missing program skips the test, on CI fails it.</summary>
    public static async Task<RegistryServer> StartAsync()
    {
        if (!File.Exists("/usr/bin/docker-registry"))
        {
            const string why = "no docker-registry: run Scripts/setup --tests";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
            Skip.If(true, why);
        }

        var registry = new RegistryServer();
        await registry.LaunchAsync();
        return registry;
    }

    /// <summary>Puts a local image there under a new name and forgets that name here.</summary>
    /// <returns>The name to pull it by.</returns>
    public async Task<string> PushAsync(string image, string name)
    {
        var reference = $"{Address}/{name}";
        await DockerEngine.RunAsync("tag", image, reference);
        await DockerEngine.RunAsync("push", reference);
        await DockerEngine.RunAsync("rmi", reference);
        return reference;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process?.Kill();
        if (process is not null) await process.WaitForExitAsync();
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task LaunchAsync()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Address = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        }

        var config = Path.Combine(folder.FullName, "config.yml");
        await File.WriteAllTextAsync(config, $"""
            version: 0.1
            log: {"{"}level: error{"}"}
            storage: {"{"}filesystem: {"{"}rootdirectory: {folder.FullName}/data{"}"}{"}"}
            http: {"{"}addr: {Address}{"}"}
            """);
        process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        for (var patience = 0; patience < 200; patience++)
        {
            try
            {
                using var answer = await http.GetAsync($"http://{Address}/v2/");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The registry did not start.");
    }
}
