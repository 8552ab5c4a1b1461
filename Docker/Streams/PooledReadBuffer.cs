using System.Buffers;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Streams;

/// <summary>
/// Bytes read from a stream and not yet consumed, contiguous, in a pooled array. It is small as long as little comes at once, since a server has a thousand streams open
/// that are quiet; it grows with what a read brings, up to where more makes nothing quicker, and beyond that with the largest message only.
/// </summary>
internal sealed class PooledReadBuffer : IDisposable
{
    /// <summary>Far above any frame (16 kB) or line that the engine writes; a larger one means that we lost our place.</summary>
    public const int Largest = 16 * 1024 * 1024;

    private const int Quiet = 4 * 1024;
    private const int Busy = 64 * 1024;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Quiet);
    private bool wasFilled;
    private int start;
    private int end;

    public int Length => end - start;

    public ReadOnlySpan<byte> Span => bytes.AsSpan(start, end - start);

    /// <summary>A view that stays valid until the next fill.</summary>
    public ReadOnlyMemory<byte> Memory(int offset, int length) => bytes.AsMemory(start + offset, length);

    public void Consume(int count) => start += count;

    /// <summary>Reads once; false at the end of the stream. Makes room for <paramref name="wanted"/> unread bytes in all.</summary>
    public async ValueTask<bool> FillAsync(EngineStream stream, int wanted, CancellationToken ct)
    {
        MakeRoom(wanted);
        var read = await stream.ReadAsync(bytes.AsMemory(end), ct);
        end += read;
        wasFilled = end == bytes.Length;
        return read > 0;
    }

    public void Dispose()
    {
        if (bytes.Length == 0) return;
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        start = end = 0;
    }

    private void MakeRoom(int wanted)
    {
        ObjectDisposedException.ThrowIf(bytes.Length == 0, this);
        if (start == end) start = end = 0;
        // There was more than fits: the next read gets more room.
        var grows = wasFilled && bytes.Length < Busy;
        // Half of the array must be free, or reads get small and moves frequent.
        if (!grows && start + wanted <= bytes.Length && bytes.Length - end >= bytes.Length / 2) return;

        var unread = end - start;
        var target = bytes;
        if (grows || wanted > bytes.Length || unread > bytes.Length / 2) target = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, bytes.Length * 2));
        Buffer.BlockCopy(bytes, start, target, 0, unread);
        if (target != bytes) ArrayPool<byte>.Shared.Return(bytes);
        (bytes, start, end) = (target, 0, unread);
    }
}
