using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace GraphPlatform.Tests.Platform.Backups;

/// <summary>A small store that speaks S3, with one bucket in memory. Its ETags are what it likes: to S3 an ETag is a word without a meaning.</summary>
internal sealed class OpaqueStore : IAsyncDisposable
{
    /// <summary>What ETags look like.</summary>
    public static readonly string[] Kinds = ["md5", "md5-parts", "hex", "sha256", "text", "none"];

    private readonly ConcurrentDictionary<string, byte[]> objects = [];
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, byte[]>> uploads = [];
    private readonly HttpListener listener = new();
    private readonly string kind;
    private readonly Task serving;

    private OpaqueStore(string kind, int port)
    {
        (this.kind, Endpoint) = (kind, $"http://127.0.0.1:{port}");
        listener.Prefixes.Add(Endpoint + "/");
        listener.Start();
        serving = ServeAsync();
    }

    public string Endpoint { get; }

    /// <summary>Answers instead of the store; null for nothing.</summary>
    public Func<HttpListenerRequest, (int Status, string Body)?>? Instead { get; set; }

    public static OpaqueStore Start(string kind)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new OpaqueStore(kind, RandomNumberGenerator.GetInt32(20_000, 60_000));
            }
            catch (HttpListenerException) when (tries < 20)
            {
                // Somebody has that port.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var (status, content, tag) = Instead?.Invoke(context.Request) is { } other ? (other.Status, Encoding.UTF8.GetBytes(other.Body), null) : Answer(context.Request, body.ToArray());
        context.Response.StatusCode = status;
        if (tag is not null && kind != "none") context.Response.Headers["ETag"] = ETag(tag);
        context.Response.ContentLength64 = content.Length;
        if (context.Request.HttpMethod != "HEAD") await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    private (int Status, byte[] Content, byte[]? Tag) Answer(HttpListenerRequest request, byte[] body)
    {
        var query = HttpUtility.ParseQueryString(request.Url!.Query);
        var path = Uri.UnescapeDataString(request.Url.AbsolutePath).TrimStart('/').Split('/', 2);
        var key = path.Length > 1 ? path[1] : "";
        switch (request.HttpMethod)
        {
            case "POST" when query["uploadId"] is { } upload:
                objects[key] = [.. uploads[upload].OrderBy(p => p.Key).SelectMany(p => p.Value)];
                return Xml($"<CompleteMultipartUploadResult><Key>{key}</Key><ETag>{WebUtility.HtmlEncode(ETag(objects[key]))}</ETag></CompleteMultipartUploadResult>");
            case "POST":
                var id = RandomNumberGenerator.GetHexString(16);
                uploads[id] = [];
                return Xml($"<InitiateMultipartUploadResult><Key>{key}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
            case "PUT" when query["partNumber"] is { } number:
                uploads[query["uploadId"]!][int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)] = body;
                return (200, [], body);
            case "PUT":
                objects[key] = body;
                return (200, [], body);
            case "GET" when key.Length == 0:
                var found = objects.Keys.Where(k => k.StartsWith(query["prefix"] ?? "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
                return Xml($"<ListBucketResult><IsTruncated>false</IsTruncated>{string.Concat(found.Select(k => $"<Contents><Key>{k}</Key></Contents>"))}</ListBucketResult>");
            case "GET" or "HEAD":
                if (!objects.TryGetValue(key, out var content)) return (404, "<Error><Code>NoSuchKey</Code></Error>"u8.ToArray(), null);
                return content.Length == 0 && request.Headers["Range"] is not null ? (416, "<Error><Code>InvalidRange</Code></Error>"u8.ToArray(), null) : (200, content, content);
            case "DELETE":
                objects.TryRemove(key, out _);
                return (204, [], null);
            default:
                return (501, [], null);
        }
    }

    private static (int, byte[], byte[]?) Xml(string text) => (200, Encoding.UTF8.GetBytes(text), null);

    private string ETag(byte[] content) => $"\"{kind switch
    {
        "md5" => Convert.ToHexStringLower(Md5(content)),
        "md5-parts" => Convert.ToHexStringLower(Md5(content)) + "-1",
        "hex" => Convert.ToHexStringLower(Md5([(byte)'x', .. content])),
        "sha256" => Convert.ToHexStringLower(SHA256.HashData(content)),
        _ => "etagOf" + Convert.ToHexStringLower(Md5(content))[..7] + "zz",
    }}\"";

    private static byte[] Md5(byte[] content)
    {
        // Not to protect anything: it is what an ETag mostly is.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
