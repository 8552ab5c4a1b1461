using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Tests.Docker.Fakes;

/// <summary>As much of a registry (distribution specification, v2) as push and pull need, in memory, on 127.0.0.1.</summary>
internal sealed class Registry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> blobs = [];
    private readonly ConcurrentDictionary<string, (string Type, byte[] Bytes)> manifests = [];
    private readonly WebApplication app;

    private Registry()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(ServeAsync);
    }

    public string Host => new Uri(app.Urls.First()).Authority;

    public static async Task<Registry> StartAsync()
    {
        var registry = new Registry();
        await registry.app.StartAsync();
        return registry;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        var (request, path) = (http.Request, http.Request.Path.Value!);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (path.Contains("/blobs/uploads/", StringComparison.Ordinal)) Upload(http, path, body.ToArray());
        else if (path.Contains("/blobs/", StringComparison.Ordinal))
            await SendAsync(http, blobs.TryGetValue(Last(path), out var blob) ? ("application/octet-stream", blob) : null);
        else if (path.Contains("/manifests/", StringComparison.Ordinal) && request.Method == "PUT")
        {
            manifests[Last(path)] = manifests[Digest(body.ToArray())] = (request.ContentType!, body.ToArray());
            http.Response.Headers["Docker-Content-Digest"] = Digest(body.ToArray());
            http.Response.StatusCode = 201;
        }
        else if (path.Contains("/manifests/", StringComparison.Ordinal))
            await SendAsync(http, path.Contains("/busy/", StringComparison.Ordinal) && manifests.TryGetValue(Last(path), out var manifest) ? manifest : null);
    }

    private void Upload(HttpContext http, string path, byte[] bytes)
    {
        var id = Last(path);
        if (http.Request.Method == "POST") blobs[id = Path.GetRandomFileName()] = [];
        else blobs[id] = [.. blobs[id], .. bytes];
        http.Response.Headers.Location = path[..(path.LastIndexOf('/') + 1)] + id;
        http.Response.StatusCode = http.Request.Method == "PUT" ? 201 : 202;
        http.Response.Headers.Range = $"0-{Math.Max(0, blobs[id].Length - 1)}";
        if (http.Request.Method != "PUT" || !blobs.TryRemove(id, out var whole)) return;
        blobs[Digest(whole)] = whole;
        http.Response.Headers["Docker-Content-Digest"] = Digest(whole);
    }

    private static async Task SendAsync(HttpContext http, (string Type, byte[] Bytes)? what)
    {
        if (what is not { } found)
        {
            http.Response.StatusCode = 404;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}""");
            return;
        }

        http.Response.ContentType = found.Type;
        http.Response.ContentLength = found.Bytes.Length;
        http.Response.Headers["Docker-Content-Digest"] = Digest(found.Bytes);
        if (http.Request.Method == "GET") await http.Response.Body.WriteAsync(found.Bytes);
    }

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
