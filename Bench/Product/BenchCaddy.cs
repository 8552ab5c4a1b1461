using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GraphPlatform.Bench.Product;

/// <summary>Caddy before the containers of a server, with the configuration that the server prints.</summary>
internal sealed class BenchCaddy : IDisposable
{
    private readonly string config;
    private readonly Process process;

    private BenchCaddy(string config, Process process, IPEndPoint http)
    {
        this.config = config;
        this.process = process;
        Http = http;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Http { get; }

    public static async Task<BenchCaddy> StartAsync(string gate, IPEndPoint http)
    {
        var binary = Environment.GetEnvironmentVariable("GRAPHPLATFORM_SERVER") ?? throw new InvalidOperationException("Run this by Scripts/bench.");
        var folder = Directory.CreateTempSubdirectory("graphplatform-bench-caddy-").FullName;
        using var print = Process.Start(new ProcessStartInfo(
            binary, ["ingress-config", "--data", folder, "--Ingress:Gate", gate, "--Ingress:HttpListen", http.ToString()]) { RedirectStandardOutput = true })!;
        var file = Path.Combine(folder, "caddy.json");
        await File.WriteAllTextAsync(file, await print.StandardOutput.ReadToEndAsync());
        var process = Process.Start(new ProcessStartInfo("caddy", ["run", "--config", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var caddy = new BenchCaddy(folder, process, http);
        while (!await ListensAsync(http)) await Task.Delay(20);
        return caddy;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(config, recursive: true);
    }

    /// <summary>Whether somebody takes connections there.</summary>
    public static async Task<bool> ListensAsync(IPEndPoint at)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(at);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
