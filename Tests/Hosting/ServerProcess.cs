using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace GraphPlatform.Tests.Hosting;

/// <summary>The real server as a process of its own, on a free port of the loopback and a data folder of its own.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The first administrator.</summary>
    public const string Email = "ada@example.com";

    /// <summary>Of the first administrator.</summary>
    public const string Password = "correct-horse-battery";

    /// <summary>Most tests are not about quotas; one that is says its own, and the last one counts.</summary>
    private static readonly string[] RoomyQuotas =
        ["--Quotas:Containers", "1000", "--Quotas:MemoryBytes", "1099511627776", "--Quotas:CpuMillis", "1000000", "--Quotas:StorageBytes", "1099511627776", "--Quotas:Projects", "1000"];

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly AddressRange addresses;
    private readonly string[] options;
    private readonly Dictionary<string, string> environment;
    private Process? process;

    private ServerProcess(AddressRange addresses, string data, string url, string[] options, Dictionary<string, string> environment)
    {
        this.addresses = addresses;
        Data = data;
        Url = url;
        this.options = options;
        this.environment = environment;
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public string Url { get; }

    /// <summary>Where its gate is, for a proxy: <c>127.0.0.1:PORT</c>.</summary>
    public string Gate { get; } = $"127.0.0.1:{FreePort()}";

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>What it has printed.</summary>
    public List<string> Output { get; } = [];

    /// <summary>Its process id.</summary>
    public int ProcessId => process!.Id;

    /// <summary>Starts a server.</summary>
    /// <param name="environment">Variables on top of this process's; an empty one is taken away.</param>
    /// <param name="data">A data folder of an earlier server; null for a new one.</param>
    /// <param name="options">Options such as <c>--Logs:MaxAge 00:10:00</c>.</param>
    public static async Task<ServerProcess> StartAsync(Dictionary<string, string>? environment = null, string? data = null, params string[] options)
    {
        data ??= Directory.CreateTempSubdirectory("graphplatform-test-").FullName;
        var server = new ServerProcess(await AddressRange.TakeAsync(), data, $"http://127.0.0.1:{FreePort()}", options, environment ?? []);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Runs another command of the program to its end.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static async Task<(int Code, string Printed)> CommandAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    /// <summary>Starts it once more on the same port and data folder, after it was killed or stopped.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet", [Assembly(), "serve", "--urls", Url, "--data", Data, "--Networks:Pool", addresses.Range, "--Ingress:Gate", Gate, .. RoomyQuotas, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GRAPHPLATFORM_ADMIN_EMAIL"] = Email;
        start.Environment["GRAPHPLATFORM_ADMIN_PASSWORD"] = Password;
        foreach (var (name, value) in environment)
        {
            if (value.Length == 0) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Read(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The server ended before it was ready:\n" + Printed()));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(StartLimit);
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var signal = Process.Start("kill", ["-INT", process!.Id.ToString()])) await signal.WaitForExitAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(StartLimit).Token);
        return process.ExitCode;
    }

    /// <summary>What it has printed, as one text.</summary>
    public string Printed()
    {
        lock (Output) return string.Join('\n', Output);
    }

    /// <summary>Ends it, removes what it made on the engine, and its data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await KillAsync();
        process?.Dispose();
        if (DockerEngine.IsAvailable) await DockerEngine.RemoveAllOfAsync(Data);
        addresses.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private static string Assembly() =>
        typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Server").Value!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Read(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        lock (Output) Output.Add(line);
        if (line.StartsWith("GraphPlatform is ready", StringComparison.Ordinal)) ready.TrySetResult();
    }
}
