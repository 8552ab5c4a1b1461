using System.Buffers;
using System.Net;

namespace GraphPlatform.Docker.Http;

/// <summary>Sends the caller's stream without owning it, and remembers when it was the caller's stream that failed.</summary>
internal sealed class TarContent : HttpContent
{
    private readonly Stream source;

    public TarContent(Stream source)
    {
        this.source = source;
        Headers.ContentType = new("application/x-tar");
    }

    public Exception? SourceFailure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = source.CanSeek ? source.Length - source.Position : 0;
        return source.CanSeek;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await source.ReadAsync(buffer, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            SourceFailure = e;
            throw;
        }
    }
}
