using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Web.Assets;

/// <summary>Serves the console's files: for good at an address of this version, otherwise to be asked about each time.</summary>
internal static class AssetFiles
{
    private const string ForGood = "public, max-age=31536000, immutable";

    public static void UseAssetFiles(this WebApplication app)
    {
        var version = app.Services.GetRequiredService<AssetVersion>();
        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments(version.Prefix, StringComparison.Ordinal, out var file))
            {
                http.Request.Path = file;
                http.Items[typeof(AssetFiles)] = true;
            }

            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            ContentTypeProvider = new FileExtensionContentTypeProvider(),
            OnPrepareResponse = static context =>
                context.Context.Response.Headers.CacheControl = context.Context.Items.ContainsKey(typeof(AssetFiles)) ? ForGood : "no-cache",
        });
    }
}
