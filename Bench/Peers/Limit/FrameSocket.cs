using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>A socket without any WebSocket API: bytes of ready-made frames, as many as there are, in one write. What the machine can do.</summary>
public sealed class FrameSocket(Stream connection, LogBroadcast broadcast) : ILogSubscriber
{
    private const int MaxWrite = 256 * 1024;
    private const int MaskLength = 4;
    private const int CloseOpcode = 8;

    private long position;
    private int isSending;

    /// <summary>Serves one connection until it closes.</summary>
    public static async Task ServeAsync(HttpContext context)
    {
        // The opening handshake: https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
        var headers = context.Response.Headers;
        var key = context.Request.Headers.SecWebSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketProtocol = "graphql-transport-ws";
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1; nothing is secured by it.
        headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key)));
#pragma warning restore CA5350
        var connection = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var broadcast = context.RequestServices.GetRequiredService<LogBroadcast>();
        var subscriber = new FrameSocket(connection, broadcast);
        try
        {
            await subscriber.ReadAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The load client leaves without a closing handshake.
        }
        finally
        {
            broadcast.Remove(subscriber);
        }
    }

    /// <inheritdoc />
    public void Notify(byte[][] messages, int count)
    {
        if (Interlocked.CompareExchange(ref isSending, 1, 0) == 0) _ = SendAsync();
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var buffer = new byte[4096];
        var filled = 0;
        while (await connection.ReadAsync(buffer.AsMemory(filled), ct) is var read and > 0)
        {
            filled += read;
            var start = 0;
            while (TryReadFrame(buffer.AsSpan(start, filled - start), out var opcode, out var message, out var length))
            {
                if (opcode == CloseOpcode) return;
                start += length;
                if (message == ClientMessage.Init) await connection.WriteAsync(LogBroadcast.Frame(ClientMessages.Acknowledgement), ct);
                if (message == ClientMessage.Subscribe)
                {
                    position = broadcast.Head;
                    broadcast.Add(this);
                }
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }
    }

    /// <summary>Reads one masked frame of less than 64 kB, if it is all there.</summary>
    private static bool TryReadFrame(Span<byte> bytes, out int opcode, out ClientMessage message, out int length)
    {
        (opcode, message, length) = (0, ClientMessage.Other, 0);
        if (bytes.Length < 2 + MaskLength) return false;
        opcode = bytes[0] & 15;
        var (payload, header) = (bytes[1] & 127, 2);
        if (payload == 126) (payload, header) = (bytes[2] << 8 | bytes[3], 4);
        length = header + MaskLength + payload;
        if (bytes.Length < length) return false;
        var mask = bytes.Slice(header, MaskLength);
        var content = bytes.Slice(header + MaskLength, payload);
        for (var i = 0; i < payload; i++) content[i] ^= mask[i & 3];
        message = ClientMessages.Read(content);
        return true;
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var head = broadcast.Head;
                if (head == position)
                {
                    Volatile.Write(ref isSending, 0);
                    // Lines may have come between the look and the flag: whoever sets the flag again goes on.
                    if (broadcast.Head == position || Interlocked.CompareExchange(ref isSending, 1, 0) != 0) return;
                    continue;
                }

                var offset = (int)(position & LogBroadcast.RingMask);
                var length = (int)Math.Min(Math.Min(head - position, LogBroadcast.RingSize - offset), MaxWrite);
                await connection.WriteAsync(broadcast.Ring.AsMemory(offset, length));
                position += length;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // It stays busy: nothing is written any more.
        }
    }
}
