using System.Buffers.Binary;
using System.Text;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Streams;

/// <summary>
/// Takes the engine's multiplexed stream apart: 8 bytes of header (stream, three zeros, big-endian length), then the payload.
/// A TTY has no headers: what each read brings is a frame of stdout. Allocates nothing per frame.
/// </summary>
internal sealed class FrameReader(EngineStream stream, bool raw) : IDisposable
{
    private const int HeaderLength = 8;
    private const byte EngineError = 3;
    private readonly PooledReadBuffer buffer = new();

    /// <summary>The next frame among the bytes that are here; valid until <see cref="FillAsync"/>.</summary>
    public bool TryRead(out LogFrame frame)
    {
        frame = default;
        if (raw)
        {
            if (buffer.Length == 0) return false;
            frame = new(LogStream.Stdout, buffer.Memory(0, buffer.Length));
            buffer.Consume(buffer.Length);
            return true;
        }

        if (buffer.Length < HeaderLength) return false;
        var length = PayloadLength();
        if (buffer.Length - HeaderLength < length) return false;
        frame = new((LogStream)buffer.Span[0], buffer.Memory(HeaderLength, length));
        buffer.Consume(HeaderLength + length);
        if (frame.Stream == (LogStream)EngineError)
            throw EngineErrors.FromStream(Encoding.UTF8.GetString(frame.Payload.Span), Purpose.General);
        return true;
    }

    /// <summary>Reads more; false at a clean end. An end inside a frame is an error: its rest was lost.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        var wanted = raw || buffer.Length < HeaderLength ? HeaderLength : HeaderLength + PayloadLength();
        if (await buffer.FillAsync(stream, wanted, ct)) return true;
        if (buffer.Length > 0) throw stream.Broken("it ended inside a frame");
        return false;
    }

    public void Dispose() => buffer.Dispose();

    private int PayloadLength()
    {
        var header = buffer.Span;
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (header[0] > EngineError || header[1] != 0 || header[2] != 0 || header[3] != 0 || length > PooledReadBuffer.Largest)
            throw new DockerException(DockerErrorKind.Protocol, null, "The stream has no frame header where one belongs. Does the container have a TTY?");
        return (int)length;
    }
}
