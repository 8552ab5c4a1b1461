using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GraphPlatform.Tests.Hosting;

/// <summary>A real object store that speaks S3 (npm's s3rver) on the loopback, with one empty bucket. <c>Scripts/test-store</c> installs and runs it.</summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>Key and secret.</summary>
    public const string Key = "S3RVER";

    /// <summary>The bucket.</summary>
    public const string Bucket = "backups";

    private const int Missing = 3;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-s3-");
    private Process? process;

    /// <summary>Where it is: <c>http://127.0.0.1:PORT</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Variables for a server that keeps backups there.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["GRAPHPLATFORM_Backups__Store"] = "S3",
        ["GRAPHPLATFORM_Backups__S3__Endpoint"] = Endpoint,
        ["GRAPHPLATFORM_Backups__S3__Bucket"] = Bucket,
        ["GRAPHPLATFORM_Backups__S3__Prefix"] = "gp/",
        ["GRAPHPLATFORM_Backups__S3__AccessKey"] = Key,
        ["GRAPHPLATFORM_Backups__S3__SecretKey"] = Key,
        ["GRAPHPLATFORM_Backups__S3__PartBytes"] = "5242880",
    };

    /// <summary>The keys of its objects.</summary>
    public IReadOnlyList<string> Objects =>
    [
        .. Directory.EnumerateFiles(Path.Combine(folder.FullName, Bucket), "*._S3rver_object", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Path.Combine(folder.FullName, Bucket), f)[..^"._S3rver_object".Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>Starts one; a missing program skips the test, on CI fails it.</summary>
    public static async Task<S3Server> StartAsync()
    {
        var server = new S3Server();
        if (await server.LaunchAsync()) return server;
        await server.DisposeAsync();
        const string why = "no s3rver: Scripts/test-store could not install it";
        Assert.False(System.Environment.GetEnvironmentVariable("CI") == "true", why);
        Skip.If(true, why);
        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) process.Kill(entireProcessTree: true);
        if (process is not null) await process.WaitForExitAsync();
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static string Script()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "GraphPlatform.sln"))) root = root.Parent!;
        return Path.Combine(root.FullName, "Scripts/test-store");
    }

    private async Task<bool> LaunchAsync()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Endpoint = $"http://127.0.0.1:{port}";
        process = Process.Start(new ProcessStartInfo(Script(), [port.ToString(), folder.FullName, Bucket]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        for (var patience = 0; patience < 1200; patience++)     // npm may have to fetch it first
        {
            if (process.HasExited) return process.ExitCode == Missing ? false : throw new InvalidOperationException($"The store ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync(Endpoint);
                return true;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The store did not start.");
    }
}
