using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GraphPlatform.Tests.Hosting;

/// <summary>A real Caddy with the configuration that the program prints, on free ports of the loopback.</summary>
public sealed class CaddyServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/caddy";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-caddy-");
    private readonly List<string> output = [];
    private Process? process;

    /// <summary>Where it listens for HTTP: <c>127.0.0.1:PORT</c>.</summary>
    public required string Http { get; init; }

    /// <summary>Where it listens for HTTPS, if the options say so.</summary>
    public string Https { get; } = $"127.0.0.1:{FreePort()}";

    /// <summary>Starts one; a missing program skips the test, on CI fails it.</summary>
    /// <param name="gate">Where the gate is: <c>127.0.0.1:PORT</c>.</param>
    /// <param name="options">More options, such as <c>--Ingress:Scheme https</c>.</param>
    public static Task<CaddyServer> StartAsync(string gate, params string[] options) => StartAtAsync($"127.0.0.1:{FreePort()}", gate, options);

    /// <summary>Starts one that listens for HTTP at a certain place.</summary>
    public static async Task<CaddyServer> StartAtAsync(string http, string gate, params string[] options)
    {
        if (!File.Exists(Program))
        {
            const string why = "no Caddy: run Scripts/setup";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
            Skip.If(true, why);
        }

        var caddy = new CaddyServer { Http = http };
        await caddy.LaunchAsync(gate, options);
        return caddy;
    }

    /// <summary>What it has printed, and its log.</summary>
    public string Printed()
    {
        var log = Path.Combine(folder.FullName, "caddy", "caddy.log");
        lock (output) return string.Join('\n', output) + (File.Exists(log) ? File.ReadAllText(log) : "");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) process.Kill();
        if (process is not null) await process.WaitForExitAsync();
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>A port of the loopback that nobody has.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task LaunchAsync(string gate, string[] options)
    {
        var (code, config) = await ServerProcess.CommandAsync(
            [], ["ingress-config", "--data", folder.FullName, "--Ingress:Gate", gate, "--Ingress:HttpListen", Http, "--Ingress:HttpsListen", Https, .. options]);
        Assert.True(code == 0, config);
        var file = Path.Combine(folder.FullName, "caddy.json");
        await File.WriteAllTextAsync(file, config);
        var start = new ProcessStartInfo(Program, ["run", "--config", file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = folder.FullName;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var patience = 0; patience < 200; patience++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPEndPoint.Parse(Http));
                return;
            }
            catch (SocketException)
            {
                if (process.HasExited) break;
                await Task.Delay(50);       // it does not listen yet, and tells nobody when it does
            }
        }

        throw new InvalidOperationException("Caddy did not start:\n" + Printed());
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (output) output.Add(line);
    }
}
