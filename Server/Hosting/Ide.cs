using Microsoft.Extensions.FileProviders;

namespace GraphPlatform.Server.Hosting;

/// <summary>Banana Cake Pop, a GraphQL IDE, for browsers that open the endpoint. It asks nothing of the internet.</summary>
internal static class Ide
{
    private const string Folder = "lib/bananacakepop";

    // The IDE is a page of its own; without this nothing in it leads back. Its banner, the first of three parts, advertises another product.
    private const string Back =
        "<style>#root>div>div:first-child:nth-last-child(3){display:none}</style><a href=\"/\" style=\"position:fixed;inset:auto 0 0 auto;z-index:2147483647;padding:.375rem .75rem;border-start-start-radius:6px;background:#1b1c1f;color:#fff;"
        + "font:13px system-ui,sans-serif;text-decoration:none\">\u2190 Back to the console</a>";

    public static void MapIde(this WebApplication app)
    {
        app.MapGet("/graphql/bcp-config.json", () => Results.Json(new
        {
            useBrowserUrlAsEndpoint = true,
            includeCookies = true,          // of the console, on the same host
            title = "GraphPlatform",
            disableTelemetry = true,
        }));
        app.MapGet("/graphql/{**file}", (HttpContext http, string? file) => SendAsync(http, app.Environment.WebRootFileProvider, file));
    }

    private static async Task SendAsync(HttpContext http, IFileProvider files, string? name)
    {
        // Its page loads its parts by relative addresses, so the endpoint's own address needs the slash.
        if (name is null && !http.Request.Path.Value!.EndsWith('/'))
        {
            http.Response.Redirect("/graphql/");
            return;
        }

        var file = files.GetFileInfo($"{Folder}/{name ?? "index.html"}");
        if (!file.Exists || file.IsDirectory)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = ContentTypes.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream";
        http.Response.Headers.CacheControl = name?.StartsWith("static/", StringComparison.Ordinal) == true ? "public, max-age=31536000, immutable" : "no-cache";
        if (file.Name == "index.html") await SendPageAsync(http, file);
        else await http.Response.SendFileAsync(file, http.RequestAborted);
    }

    private static async Task SendPageAsync(HttpContext http, IFileInfo file)
    {
        using var reader = new StreamReader(file.CreateReadStream());
        var page = await reader.ReadToEndAsync(http.RequestAborted);
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(
            page.Replace("<title>Banana Cake Pop</title>", "<title>GraphPlatform API</title>", StringComparison.Ordinal)
                .Replace("<noscript>", Back + "<noscript>", StringComparison.Ordinal),
            http.RequestAborted);
    }

    private static readonly Microsoft.AspNetCore.StaticFiles.FileExtensionContentTypeProvider ContentTypes = new();
}
