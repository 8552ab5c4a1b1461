using Amazon.S3.Model;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>An object that comes down while it is read.</summary>
internal sealed class S3Download(GetObjectResponse answer, Func<Exception, PlatformException?> explain) : ReadOnlyStream
{
    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await answer.ResponseStream.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception error) when (explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) answer.Dispose();
        base.Dispose(disposing);
    }
}
