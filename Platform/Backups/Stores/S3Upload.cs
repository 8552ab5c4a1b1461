using System.Buffers;
using Amazon.S3;
using Amazon.S3.Model;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>An object that goes up while it is written. What fits into one part goes up as one request; the rest in parts of growing size, since there may be 10,000 at most.</summary>
internal sealed class S3Upload(AmazonS3Client client, string bucket, string key, int partBytes) : WriteThroughStream
{
    // 1,000 of each size: 8 MiB, 16, 32… is 8 TB with 10,000, more than an object may have.
    private const int PartsOfOneSize = 1000;

    private readonly List<PartETag> parts = [];
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(partBytes);
    private int size = partBytes;
    private int filled;
    private string? uploadId;

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (filled == size) await SendAsync(last: false, cancellationToken);
            var taken = Math.Min(buffer.Length, size - filled);
            buffer[..taken].CopyTo(this.buffer.AsMemory(filled));
            filled += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Sends what is left; the object is there as a whole then.</summary>
    public async Task<bool> CompleteAsync(CancellationToken ct)
    {
        if (uploadId is null)
        {
            using var content = new MemoryStream(buffer, 0, filled, writable: false);
            await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false }, ct);
            return true;
        }

        await SendAsync(last: true, ct);
        await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = uploadId, PartETags = parts }, ct);
        uploadId = null;
        return true;
    }

    /// <summary>Takes back what has gone up. That the store does not answer now is fine: what is left goes with the backup's other objects.</summary>
    public async Task AbortAsync()
    {
        if (uploadId is null) return;
        try
        {
            await client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = uploadId }, CancellationToken.None);
        }
        catch (Exception error) when (S3BackupStore.Explain(error) is not null)
        {
            // Said already by what made it necessary.
        }
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException("An upload waits for the network; write to it asynchronously.");

    /// <inheritdoc />
    public override void Flush()
    {
        // Parts have a smallest size, so nothing goes up before there is enough.
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }

        base.Dispose(disposing);
    }

    private async Task SendAsync(bool last, CancellationToken ct)
    {
        if (filled == 0) return;
        uploadId ??= (await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, ct)).UploadId;
        using (var content = new MemoryStream(buffer, 0, filled, writable: false))
        {
            var sent = await client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = bucket, Key = key, UploadId = uploadId, PartNumber = parts.Count + 1, PartSize = filled, InputStream = content, UseChunkEncoding = false, IsLastPart = last,
            }, ct);
            parts.Add(new PartETag(parts.Count + 1, sent.ETag));
        }

        filled = 0;
        if (last || parts.Count % PartsOfOneSize != 0) return;
        ArrayPool<byte>.Shared.Return(buffer);
        size *= 2;
        buffer = ArrayPool<byte>.Shared.Rent(size);
    }
}
