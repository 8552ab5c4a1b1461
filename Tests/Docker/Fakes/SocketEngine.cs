using System.Net.Sockets;
using System.Text;

namespace GraphPlatform.Tests.Docker.Fakes;

/// <summary>An engine on a unix socket that writes exactly the bytes that a test wants and closes when it wants: the client's real transport is under test.</summary>
internal sealed class SocketEngine : IAsyncDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), "gp-" + Path.GetRandomFileName() + ".sock");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<string, NetworkStream, Task> answer;
    private readonly CancellationTokenSource ended = new();
    private int open;

    /// <param name="answer">Gets the head of a request and writes the whole answer, its head included. The connection closes when it returns.</param>
    public SocketEngine(Func<string, NetworkStream, Task> answer)
    {
        this.answer = answer;
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(512);
        _ = AcceptAsync();
    }

    public int Open => Volatile.Read(ref open);

    public DockerClient Client() => new(new Uri("unix://" + path));

    public static ReadOnlyMemory<byte> Chunk(ReadOnlySpan<byte> payload) =>
        (byte[])[.. Encoding.ASCII.GetBytes(payload.Length.ToString("x") + "\r\n"), .. payload, .. "\r\n"u8];

    public static readonly byte[] ChunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();

    /// <summary>Returns when the client has closed its side.</summary>
    public static async Task UntilClosedAsync(NetworkStream stream)
    {
        try
        {
            var buffer = new byte[256];
            while (await stream.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Dispose();
        File.Delete(path);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptAsync(ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Interlocked.Increment(ref open);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            while (await ReadHeadAsync(stream) is { } head)
            {
                if (!head.StartsWith("GET /_ping", StringComparison.Ordinal))
                {
                    await answer(head, stream);
                    return;
                }

                await stream.WriteAsync("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK"u8.ToArray());
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The client left.
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) > 0)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) return head.ToString();
        }

        return null;
    }
}
