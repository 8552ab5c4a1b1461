using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GraphPlatform.Tests.Hosting;

/// <summary>A real registry (Debian's docker-registry) on the loopback, where engines accept plain HTTP.</summary>
public sealed class RegistryServer : IAsyncDisposable
{
    /// <summary>Who may use one that is locked.</summary>
    public const string Username = "team";

    /// <summary>Of that user.</summary>
    public const string Password = "s3cret-canary-47";

    private const string PasswordHash = "$2b$12$959uKEZFtngVn/Prl7VjEOEmpVfTUepA8.pACLWQCIYV.opZ/Vqc.";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-registry-");
    private Process? process;
    private bool isLocked;

    /// <summary>What stands before an image's name: <c>127.0.0.1:PORT</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts one; a missing program skips the test, on CI fails it.</summary>
    /// <param name="locked">Whether it wants <see cref="Username"/> and <see cref="Password"/>.</param>
    public static async Task<RegistryServer> StartAsync(bool locked = false)
    {
        if (!File.Exists("/usr/bin/docker-registry"))
        {
            const string why = "no docker-registry: run Scripts/setup --tests";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
            Skip.If(true, why);
        }

        var registry = new RegistryServer();
        await registry.LaunchAsync(locked);
        return registry;
    }

    /// <summary>Puts a local image there under a new name and forgets that name here.</summary>
    /// <returns>The name to pull it by.</returns>
    public async Task<string> PushAsync(string image, string name)
    {
        var reference = $"{Address}/{name}";
        await DockerEngine.RunAsync("tag", image, reference);
        // With a configuration of its own: the machine's is its user's.
        var config = Path.Combine(folder.FullName, "docker");
        if (isLocked) await DockerEngine.RunAsync("--config", config, "login", "-u", Username, "-p", Password, Address);
        await DockerEngine.RunAsync("--config", config, "push", reference);
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

    private async Task LaunchAsync(bool locked)
    {
        isLocked = locked;
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
            {(locked ? $"auth: {{htpasswd: {{realm: tests, path: {folder.FullName}/htpasswd}}}}" : "")}
            """);
        if (locked) await File.WriteAllTextAsync(Path.Combine(folder.FullName, "htpasswd"), $"{Username}:{PasswordHash}\n");
        process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        for (var patience = 0; patience < 200; patience++)
        {
            try
            {
                using var answer = await http.GetAsync($"http://{Address}/v2/");
                if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Unauthorized) return;
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
