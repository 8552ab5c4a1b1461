using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace GraphPlatform.Web.Assets;

/// <summary>
/// The address of the console's files: <c>/assets/{hash of all of them}/app.css</c>. Browsers keep them for good, and an upgrade has other addresses.
/// The hash is a folder rather than a query, so that modules and styles find each other by relative addresses and stay in one version.
/// </summary>
public sealed class AssetVersion(IWebHostEnvironment environment)
{
    private const int HashLength = 12;

    // The IDE is not among them: it has names with hashes of its own.
    private static readonly string[] Folders = ["", "js", "js/containers", "js/log", "lib/graphql-ws", "lib/uplot"];

    private readonly Lazy<string> prefix = new(() => $"/assets/{Hash(environment.WebRootFileProvider)}");

    /// <summary>What such addresses begin with, without a slash at the end.</summary>
    public string Prefix => prefix.Value;

    /// <summary>The address of a file: <c>app.css</c>.</summary>
    public string this[string file] => $"{Prefix}/{file}";

    private static string Hash(IFileProvider files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        foreach (var file in Folders.SelectMany(f => files.GetDirectoryContents(f).Where(i => !i.IsDirectory).OrderBy(i => i.Name, StringComparer.Ordinal)))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file.Name));
            using var stream = file.CreateReadStream();
            for (int read; (read = stream.Read(buffer)) > 0;) hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength];
    }
}
