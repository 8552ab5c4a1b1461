using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Streams;

/// <summary>Splits a stream into lines. Used for the engine's streams of JSON values, one a line.</summary>
internal sealed class LineReader(EngineStream stream) : IDisposable
{
    private readonly PooledReadBuffer buffer = new();
    private int searched;

    /// <summary>The next line that is not empty, without its end; valid until <see cref="FillAsync"/>.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (buffer.Span[searched..].IndexOf((byte)'\n') is >= 0 and var found)
        {
            var end = searched + found;
            line = buffer.Memory(0, end > 0 && buffer.Span[end - 1] == '\r' ? end - 1 : end);
            buffer.Consume(end + 1);
            searched = 0;
            if (line.Length > 0) return true;
        }

        searched = buffer.Length;
        line = default;
        return false;
    }

    /// <summary>Reads more; false at a clean end. What follows the last line end is an error: its rest was lost.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        if (buffer.Length > PooledReadBuffer.Largest)
            throw new DockerException(DockerErrorKind.Protocol, null, "A line of the engine's stream is longer than 16 MiB.");
        if (await buffer.FillAsync(stream, buffer.Length + 1, ct)) return true;
        if (!buffer.Span.Trim(" \r\n\t"u8).IsEmpty) throw stream.Broken("it ended inside a line");
        return false;
    }

    public void Dispose() => buffer.Dispose();
}
