using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>Backups in a bucket. What is longer than one part of an upload goes up in several, of which one at a time is in memory.</summary>
public sealed class S3BackupStore : IBackupStore, IDisposable
{
    private readonly AmazonS3Client client;
    private readonly S3Options options;

    /// <summary>A store.</summary>
    /// <param name="options">Where it is.</param>
    public S3BackupStore(S3Options options)
    {
        this.options = options;
        var secret = options.SecretKey ?? File.ReadAllText(options.SecretKeyFile!).Trim();
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle,
            // Stores other than Amazon's often know neither the checksums in trailers nor uploads in chunks; what is written is read back in any case.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint) (config.ServiceURL, config.AuthenticationRegion) = (endpoint, options.Region);
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        client = new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, secret), config);
    }

    /// <inheritdoc />
    public BackupStoreKind Kind => BackupStoreKind.S3;

    /// <inheritdoc />
    public async Task PutAsync(string key, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        await using var upload = new S3Upload(client, options.Bucket!, options.Prefix + key, options.PartBytes);
        try
        {
            await using (var guarded = new GuardedStream(upload, Explain)) await write(guarded, ct);
            await AskAsync(() => upload.CompleteAsync(ct));
        }
        catch
        {
            await upload.AbortAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        try
        {
            // Of a whole object the SDK takes the ETag for an MD5 and compares; to many stores it is a word without a meaning. Of a range it does not, and our own SHA-256 tells more.
            // An object of no bytes has no range, and stores do not agree on what they answer to one.
            var (bucket, name) = (options.Bucket, options.Prefix + key);
            if ((await client.GetObjectMetadataAsync(bucket, name, ct)).ContentLength == 0) return Stream.Null;
            return new S3Download(await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = name, ByteRange = new ByteRange("bytes=0-") }, ct), Explain);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode is "NoSuchKey" or "NotFound")
        {
            return null;
        }
        catch (Exception error) when (Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string folder, string first, CancellationToken ct) => AskAsync(async () =>
    {
        await client.DeleteObjectAsync(options.Bucket, options.Prefix + first, ct);
        var prefix = options.Prefix + folder + "/";
        foreach (var key in await KeysAsync(prefix, ct)) await client.DeleteObjectAsync(options.Bucket, key, ct);
        await AbortLeftAsync(prefix, ct);
        return true;
    });

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken ct) => AskAsync(async () =>
        (IReadOnlyList<string>)[.. (await KeysAsync(options.Prefix + folder + "/", ct)).Select(k => k[options.Prefix.Length..]).Order(StringComparer.Ordinal)]);

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    /// <summary>What an exception of the store means; null for a bug.</summary>
    internal static PlatformException? Explain(Exception error) => error switch
    {
        AmazonS3Exception s3 when s3.ErrorCode is "QuotaExceeded" or "StorageFull" or "XMinioStorageFull" or "EntityTooLarge" =>
            new(ErrorCode.Capacity, $"The store of backups is full: {s3.Message}"),
        AmazonS3Exception { StatusCode: > 0 } s3 => new(ErrorCode.Store, $"The store of backups refused: {s3.Message}") { Transient = s3.StatusCode >= HttpStatusCode.InternalServerError },
        AmazonUnmarshallingException or XmlException or FormatException =>
            new(ErrorCode.Store, $"The store of backups answers as no S3 store does: {(error.InnerException ?? error).Message} Look whether the endpoint is that of a store."),
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or WebException or OperationCanceledException { InnerException: TimeoutException } =>
            new(ErrorCode.Store, $"The store of backups cannot be reached: {(error.InnerException ?? error).Message}") { Transient = true },
        _ => null,
    };

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Parts of an upload that a killed server has left are in no list of objects, and cost all the same.</summary>
    private async Task AbortLeftAsync(string prefix, CancellationToken ct)
    {
        try
        {
            var uploads = await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = options.Bucket, Prefix = prefix }, ct);
            foreach (var left in uploads.MultipartUploads ?? [])
                await client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = options.Bucket, Key = left.Key, UploadId = left.UploadId }, ct);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotImplemented)
        {
            // Small stores cannot list them; a rule of the bucket's for unfinished uploads is the way there.
        }
    }

    private async Task<List<string>> KeysAsync(string prefix, CancellationToken ct)
    {
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = prefix };
        while (true)
        {
            var page = await client.ListObjectsV2Async(request, ct);
            keys.AddRange((page.S3Objects ?? []).Select(o => o.Key));
            if (page.IsTruncated is not true) return keys;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }
}
