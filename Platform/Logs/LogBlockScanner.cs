using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Platform.Logs;

/// <summary>Goes over the blocks of a segment in large reads, in one buffer. Closes the file in the end.</summary>
internal sealed class LogBlockScanner(SafeFileHandle file, long offset, long end) : IDisposable
{
    private const int BufferSize = 1 << 20;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private long position = offset;
    private int start;
    private int filled;

    /// <summary>Where in the file the next block begins.</summary>
    public long Position => position - (filled - start);

    /// <summary>The next block, which is valid until the next call.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> block)
    {
        while (true)
        {
            var rest = buffer.AsMemory(start, filled - start);
            var size = LogBlock.Size(rest.Span);
            if (size <= rest.Length)
            {
                block = rest[..size.Value];
                if (!LogBlock.IsWhole(block.Span)) throw Damaged();
                start += size.Value;
                return true;
            }

            if (size is null && rest.Length >= LogBlock.HeaderSize) throw Damaged();
            if (Fill(size ?? LogBlock.HeaderSize)) continue;
            if (rest.Length > 0) throw Damaged();
            block = default;
            return false;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private bool Fill(int needed)
    {
        var rest = filled - start;
        if (needed > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(needed);
            buffer.AsSpan(start, rest).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else
        {
            buffer.AsSpan(start, rest).CopyTo(buffer);
        }

        (start, filled) = (0, rest);
        var length = (int)Math.Min(buffer.Length - filled, end - position);
        var read = length <= 0 ? 0 : RandomAccess.Read(file, buffer.AsSpan(filled, length), position);
        (filled, position) = (filled + read, position + read);
        return read > 0;
    }

    private InvalidDataException Damaged() => new($"A log segment has a damaged block before {position}.");
}
