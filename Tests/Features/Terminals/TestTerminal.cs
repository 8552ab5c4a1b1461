using System.Text;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Terminals;

/// <summary>A client of one terminal: types by mutations over HTTP, and reads by a subscription that can be cut and goes on after the last place.</summary>
internal sealed class TestTerminal(ServerProcess server, GraphQLClient client, string id) : IAsyncDisposable
{
    private const string Output = """
        subscription($id: ID!, $after: Cursor, $window: Int) { terminalOutput(id: $id, after: $after, window: $window) { __typename
          ... on TerminalChunk { cursor data } ... on TerminalGap { from to bytes } ... on TerminalEnded { reason exitCode } } }
        """;

    private readonly StringBuilder seen = new();
    private GraphQLSocket? socket;
    private long offset;

    public string Id => id;

    /// <summary>The place after the last output.</summary>
    public string? After { get; private set; }

    /// <summary>How much may be on its way, for clients that acknowledge.</summary>
    public int? Window { get; init; }

    /// <summary>All output so far.</summary>
    public string Seen => seen.ToString();

    /// <summary>Bytes that were told to be missing.</summary>
    public long Missing { get; private set; }

    /// <summary>Opens one that runs a shell script, or a shell.</summary>
    public static async Task<TestTerminal> OpenAsync(ServerFixture fixture, string containerId, string? script = null, string extra = "") =>
        new(fixture.Server, fixture.Client, await OpenAsync(fixture.Client, containerId, script, extra));

    public static async Task<string> OpenAsync(GraphQLClient client, string containerId, string? script = null, string extra = "")
    {
        var payload = await client.MutateAsync(
            $"openTerminal(input: {{containerId: $id, command: $command, columns: 80, rows: 24 {extra}}}) {{ terminal {{ id }} }}",
            "$id: ID!, $command: [String!]", new { id = containerId, command = script is null ? null : new[] { "sh", "-c", script } });
        return payload.GetProperty("terminal").GetProperty("id").GetString()!;
    }

    /// <summary>Types something after what was typed before.</summary>
    public async Task TypeAsync(string text)
    {
        var at = offset;
        offset += Encoding.UTF8.GetByteCount(text);
        await SendAsync(at, text);
    }

    /// <summary>Sends input with an offset of one's own.</summary>
    public async Task<long> SendAsync(long at, string text) =>
        (await client.MutateAsync("sendTerminalInput(input: {terminalId: $id, offset: $at, data: $text}) { inputOffset }", "$id: ID!, $at: Long!, $text: String!", new { id, at, text }))
        .GetProperty("inputOffset").GetInt64();

    public Task ResizeAsync(int columns, int rows) =>
        client.MutateAsync($"resizeTerminal(input: {{terminalId: $id, columns: {columns}, rows: {rows}}}) {{ terminal {{ id }} }}", "$id: ID!", new { id });

    public Task CloseAsync() => client.MutateAsync("closeTerminal(input: {terminalId: $id}) { terminal { id } }", "$id: ID!", new { id });

    /// <summary>Tells what was got.</summary>
    public Task AcknowledgeAsync() =>
        client.MutateAsync("acknowledgeTerminalOutput(input: {terminalId: $id, cursor: $after}) { terminal { id } }", "$id: ID!, $after: Cursor!", new { id, after = After });

    /// <summary>Reads until all output has a text.</summary>
    public async Task SeeAsync(string text)
    {
        while (!Seen.Contains(text, StringComparison.Ordinal))
            if (await NextAsync() is { } end) Assert.Fail($"It ended before '{text}' came: {end}\n{Seen}");
    }

    /// <summary>Reads to the end.</summary>
    public async Task<(string Reason, int? ExitCode)> EndAsync()
    {
        while (true)
            if (await NextAsync() is { } end) return (end.GetProperty("reason").GetString()!, end.GetProperty("exitCode").ValueKind == JsonValueKind.Null ? null : end.GetProperty("exitCode").GetInt32());
    }

    /// <summary>Reads one event; the end, if it is that.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        await WatchAsync();
        var next = (await socket!.NextAsync() ?? throw new InvalidOperationException("The stream ended without a word.")).GetProperty("terminalOutput");
        switch (next.GetProperty("__typename").GetString())
        {
            case "TerminalChunk":
                seen.Append(next.GetProperty("data").GetString());
                After = next.GetProperty("cursor").GetString();
                return null;
            case "TerminalGap":
                Missing += next.GetProperty("bytes").GetInt64();
                After = next.GetProperty("to").GetString();
                return null;
            default:
                return next;
        }
    }

    /// <summary>Subscribes, unless it has.</summary>
    public async Task WatchAsync() => socket ??= await GraphQLSocket.SubscribeAsync(server.Url, client.AccessToken, Output, new { id, after = After, window = Window });

    /// <summary>Cuts the connection. What is read next comes over a new one.</summary>
    public async Task CutAsync()
    {
        if (socket is not null) await socket.DisposeAsync();
        socket = null;
    }

    public async ValueTask DisposeAsync() => await CutAsync();
}
