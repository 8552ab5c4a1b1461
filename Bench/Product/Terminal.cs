using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace GraphPlatform.Bench.Product;

/// <summary>
/// A key press to its echo: by mutation and subscription over one socket, beside <c>docker exec -it</c> under a terminal of its own (made by script(1)) in the same container. Both run
/// <c>cat</c>, whose terminal echoes; one key each in turn, so that noise hits both alike.
/// </summary>
internal static class Terminal
{
    private const double Limit = 10;

    public static async Task<int> RunAsync(int keys)
    {
        await using var server = await BenchServer.StartAsync(migrated: true);
        var project = await server.SendAsync("mutation { createProject(input: {name: \"bench\"}) { project { id } } }");
        var projectId = project.GetProperty("createProject").GetProperty("project").GetProperty("id").GetString()!;
        var (id, name) = await RunningAsync(server, projectId);
        var opened = await server.SendAsync(
            "mutation($id: ID!) { openTerminal(input: {containerId: $id, command: [\"cat\"], columns: 80, rows: 24}) { terminal { id } errors { message } } }", new { id });
        using var ours = await TerminalSocket.ConnectAsync(server.Url, server.Token, opened.GetProperty("openTerminal").GetProperty("terminal").GetProperty("id").GetString()!);
        using var engine = Process.Start(new ProcessStartInfo("script", ["-qfc", $"docker exec -it {name} cat", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

        var (us, them) = (new List<double>(), new List<double>());
        for (var press = -50; press < keys; press++)
        {
            var key = (char)('a' + ((press + 50) % 26));
            var one = await ours.PressAsync(key);
            var other = await PressAsync(engine, key);
            if (press < 0) continue;        // warm-up
            us.Add(one);
            them.Add(other);
        }

        engine.Kill(entireProcessTree: true);
        var more = Figures.Percentile(us, 0.95) - Figures.Percentile(them, 0.95);
        Console.WriteLine($"""
            key press to echo, {keys} keys, ms     median     p95
            docker exec -it                   {Figures.Median(them),8:0.00} {Figures.Percentile(them, 0.95),8:0.00}
            through the API's socket          {Figures.Median(us),8:0.00} {Figures.Percentile(us, 0.95),8:0.00}
            more, at p95                               {more,8:0.00}   limit {Limit}
            """);
        return more <= Limit ? 0 : 1;
    }

    private static async Task<(string Id, string EngineName)> RunningAsync(BenchServer server, string projectId)
    {
        var made = await server.SendAsync(
            "mutation($p: ID!) { createContainer(input: {projectId: $p, name: \"terminal\", image: \"" + ContainerStart.Image + "\", command: [\"sleep\", \"1000\"]}) { container { id } errors { message } } }",
            new { p = projectId });
        var id = made.GetProperty("createContainer").GetProperty("container").GetProperty("id").GetString()!;
        await server.SendAsync("mutation($id: ID!) { execInContainer(input: {containerId: $id, command: [\"true\"]}) { exitCode } }", new { id });      // waits until it runs
        var found = await server.SendAsync("query($id: ID!) { container(id: $id) { instances { id } } }", new { id });
        return (id, "gp-" + found.GetProperty("container").GetProperty("instances")[0].GetProperty("id").GetString());
    }

    private static async Task<double> PressAsync(Process terminal, char key)
    {
        var buffer = new byte[4096];
        var pressed = Stopwatch.GetTimestamp();
        terminal.StandardInput.BaseStream.WriteByte((byte)key);
        await terminal.StandardInput.BaseStream.FlushAsync();
        while (true)
        {
            var read = await terminal.StandardOutput.BaseStream.ReadAsync(buffer);
            if (read == 0) throw new InvalidOperationException("docker exec -it has ended.");
            if (buffer.AsSpan(0, read).Contains((byte)key)) return Stopwatch.GetElapsedTime(pressed).TotalMilliseconds;
        }
    }
}

/// <summary>One socket with a terminal's output, over which keys are sent too.</summary>
internal sealed class TerminalSocket(string terminalId) : IDisposable
{
    private const string Type = "mutation($id: ID!, $at: Long!, $key: String!) { sendTerminalInput(input: {terminalId: $id, offset: $at, data: $key}) { inputOffset errors { message } } }";
    private const string Output = "subscription($id: ID!) { terminalOutput(id: $id) { ... on TerminalChunk { cursor data } } }";

    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[64 << 10];
    private long offset;

    public static async Task<TerminalSocket> ConnectAsync(string url, string token, string terminalId)
    {
        var terminal = new TerminalSocket(terminalId);
        terminal.socket.Options.AddSubProtocol("graphql-transport-ws");
        await terminal.socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/graphql"), CancellationToken.None);
        await terminal.SendAsync(new { type = "connection_init", payload = new { authorization = "Bearer " + token } });
        await terminal.ReceiveAsync(m => m.GetProperty("type").GetString() == "connection_ack");
        await terminal.SendAsync(new { type = "subscribe", id = "output", payload = new { query = Output, variables = new { id = terminalId } } });
        return terminal;
    }

    /// <summary>Presses a key, and waits for its echo.</summary>
    public async Task<double> PressAsync(char key)
    {
        var pressed = Stopwatch.GetTimestamp();
        await SendAsync(new { type = "subscribe", id = "key" + offset, payload = new { query = Type, variables = new { id = terminalId, at = offset, key = key.ToString() } } });
        offset++;
        await ReceiveAsync(m => m.GetProperty("type").GetString() == "next" && m.GetProperty("id").GetString() == "output"
            && m.GetProperty("payload").GetProperty("data").GetProperty("terminalOutput").GetProperty("data").GetString()!.Contains(key, StringComparison.Ordinal));
        return Stopwatch.GetElapsedTime(pressed).TotalMilliseconds;
    }

    public void Dispose() => socket.Dispose();

    private async Task SendAsync(object message) =>
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReceiveAsync(Func<JsonElement, bool> wanted)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            using var message = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
            if (message.RootElement.GetProperty("type").GetString() == "error") throw new InvalidOperationException(message.RootElement.ToString());
            if (wanted(message.RootElement)) return;
        }
    }
}
