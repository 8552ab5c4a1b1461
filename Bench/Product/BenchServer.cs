using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace GraphPlatform.Bench.Product;

/// <summary>The published server (Scripts/publish) as a process of its own, and a signed-in client of it.</summary>
internal sealed class BenchServer(string[] options) : IAsyncDisposable
{
    private const string Email = "bench@example.com";
    private const string Password = "correct-horse-battery";

    private readonly HttpClient http = new();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("graphplatform-bench-");
    private Process? process;

    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>Where its gate is.</summary>
    public string Gate { get; } = $"127.0.0.1:{FreePort()}";

    public string Token { get; private set; } = "";

    /// <summary>From the start of the process to the answer to its first query.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    public int ProcessId => process!.Id;

    /// <summary>What it has in memory now.</summary>
    public long MemoryBytes
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    public string Data => data.FullName;

    /// <summary>Starts it and signs in.</summary>
    /// <param name="migrated">Whether the database is made beforehand, as on every start but the first.</param>
    /// <param name="options">More arguments of the server.</param>
    public static async Task<BenchServer> StartAsync(bool migrated, params string[] options)
    {
        var server = new BenchServer(options);
        if (migrated)
        {
            server.Launch();
            await server.FirstAnswerAsync();
            server.process!.Kill();
            await server.process.WaitForExitAsync();
        }

        var started = Stopwatch.GetTimestamp();
        server.Launch();
        await server.FirstAnswerAsync();
        server.FirstAnswer = Stopwatch.GetElapsedTime(started);
        var session = await server.SendAsync(
            "mutation($email: String!, $password: String!) { signIn(input: {email: $email, password: $password}) { accessToken } }",
            new { email = Email, password = Password });
        server.Token = session.GetProperty("signIn").GetProperty("accessToken").GetString()!;
        server.http.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        return server;
    }

    /// <summary>Ends it as kill -9 does and starts it again; returns when it answers.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Launch();
        await FirstAnswerAsync();
    }

    /// <summary>What carries its label on the engine and runs.</summary>
    public int Running() =>
        Docker("ps -q --filter label=graphplatform.installation=" + File.ReadAllText(Path.Combine(Data, "installation"))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    public async Task<JsonElement> SendAsync(string query, object? variables = null)
    {
        using var response = await http.PostAsJsonAsync(Url + "/graphql", new { query, variables });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("errors", out var errors) ? throw new InvalidOperationException(errors.ToString()) : answer.GetProperty("data");
    }

    public async ValueTask DisposeAsync()
    {
        process?.Kill();
        process?.Dispose();
        http.Dispose();
        var label = "label=graphplatform.installation=" + await File.ReadAllTextAsync(Path.Combine(Data, "installation"));
        foreach (var (list, remove) in new[] { ("ps -aq", "rm -f"), ("network ls -q", "network rm"), ("volume ls -q", "volume rm") })
            foreach (var id in Docker($"{list} --filter {label}").Split('\n', StringSplitOptions.RemoveEmptyEntries)) Docker($"{remove} {id}");
        data.Delete(recursive: true);
    }

    private static string Docker(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Launch()
    {
        // A server that is killed leaves its firewall rules, so it sets none.
        var binary = Environment.GetEnvironmentVariable("GRAPHPLATFORM_SERVER") ?? throw new InvalidOperationException("Run this by Scripts/bench.");
        var start = new ProcessStartInfo(binary, ["serve", "--urls", Url, "--data", Data, "--Networks:Pool", "10.250.0.0/16", "--Networks:ProtectHost", "Off", "--Ingress:Gate", Gate, "--Quotas:Containers", "1000", "--Quotas:MemoryBytes", "1099511627776", "--Quotas:CpuMillis", "1000000", .. options]) { RedirectStandardOutput = true };
        start.Environment["GRAPHPLATFORM_ADMIN_EMAIL"] = Email;
        start.Environment["GRAPHPLATFORM_ADMIN_PASSWORD"] = Password;
        process = Process.Start(start)!;
        process.BeginOutputReadLine();
    }

    private async Task FirstAnswerAsync()
    {
        while (true)
        {
            try
            {
                await SendAsync("{ version }");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);        // it does not listen yet
            }
        }
    }
}
