using GraphPlatform.Docker.Containers;
using GraphPlatform.Tests.Docker.Fakes;

namespace GraphPlatform.Tests.Docker;

public sealed class CancellationTests
{
    private static readonly ReadOnlyMemory<byte> Line = SocketEngine.Chunk(Frames.Of(LogStream.Stdout, "tick\n"));

    [Fact]
    public async Task Cancelling_at_random_bytes_closes_every_connection()
    {
        var random = new Random(20_260_701);
        await using var engine = new SocketEngine(async (_, stream) =>
        {
            byte[] answer = [.. SocketEngine.ChunkedHead, .. Line.Span, .. Line.Span, .. Line.Span];
            await stream.WriteAsync(answer.AsMemory(0, random.Next(answer.Length)));
            await SocketEngine.UntilClosedAsync(stream);
        });
        await using var client = engine.Client();
        await client.System.PingAsync();
        var before = Eventually.Sockets();

        for (var i = 0; i < 100; i++)
        {
            using var cancel = new CancellationTokenSource();
            var reading = Frames.CollectAsync(client.Containers.LogsAsync("c", new() { Follow = true }, cancel.Token));
            if (random.Next(3) > 0) await Task.Yield();
            cancel.CancelAfter(TimeSpan.FromMilliseconds(random.Next(4)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        }

        await Eventually.TrueAsync(() => engine.Open <= 1, $"the engine still sees {engine.Open} connections");
        await Eventually.TrueAsync(() => Eventually.Sockets() <= before, "sockets are left open");
    }

    [Fact]
    public async Task Leaving_the_loop_closes_the_connection_though_the_engine_goes_on()
    {
        await using var engine = new SocketEngine(async (_, stream) =>
        {
            await stream.WriteAsync(SocketEngine.ChunkedHead);
            while (true) await stream.WriteAsync(Line);
        });
        await using var client = engine.Client();
        for (var i = 0; i < 20; i++)
            await foreach (var _ in client.Containers.LogsAsync("c", new() { Follow = true }))
                break;

        await Eventually.TrueAsync(() => engine.Open <= 1, "connections are left open");
    }

    [Fact]
    public async Task A_request_does_not_wait_behind_three_hundred_open_streams()
    {
        await using var engine = new SocketEngine(async (head, stream) =>
        {
            if (head.Contains("/logs", StringComparison.Ordinal))
            {
                await stream.WriteAsync(SocketEngine.ChunkedHead);
                await stream.WriteAsync(Line);
                await SocketEngine.UntilClosedAsync(stream);
            }
            else await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"u8.ToArray());
        });
        await using var client = engine.Client();
        var streams = new List<IAsyncEnumerator<LogFrame>>();
        for (var i = 0; i < 300; i++)
        {
            var stream = client.Containers.LogsAsync("c", new() { Follow = true }).GetAsyncEnumerator();
            Assert.True(await stream.MoveNextAsync());
            streams.Add(stream);
        }

        Assert.Empty(await client.Containers.ListAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        foreach (var stream in streams) await stream.DisposeAsync();
        await Eventually.TrueAsync(() => engine.Open <= 2, "connections are left open");
    }

    [Fact]
    public async Task Disposing_the_client_ends_its_streams()
    {
        await using var engine = new SocketEngine(async (_, stream) =>
        {
            await stream.WriteAsync(SocketEngine.ChunkedHead);
            await stream.WriteAsync(Line);
            await SocketEngine.UntilClosedAsync(stream);
        });
        var client = engine.Client();
        var first = new TaskCompletionSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in client.Containers.LogsAsync("c", new() { Follow = true })) first.TrySetResult();
        });
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await client.DisposeAsync();
        Assert.Equal(DockerErrorKind.StreamBroken, (await Assert.ThrowsAsync<DockerException>(() => reading)).Kind);
        await Eventually.TrueAsync(() => engine.Open == 0, "connections are left open");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Containers.ListAsync());
    }
}
