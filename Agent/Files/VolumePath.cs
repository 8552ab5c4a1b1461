using System.Text;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Agent.Files;

/// <summary>A path in a volume, taken apart.</summary>
internal static class VolumePath
{
    // PATH_MAX and NAME_MAX of Linux.
    private const int MaxPathBytes = 4095;
    private const int MaxNameBytes = 255;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The folder's path and the last name.</summary>
    /// <exception cref="PlatformException">VALIDATION: it is no path, or that of the root.</exception>
    public static (string Folder, string Name) Split(string path)
    {
        Check(path);
        if (path.Length == 0) throw new PlatformException(ErrorCode.Validation, "The volume itself cannot be written, moved or deleted. Name something in it.");
        var slash = path.LastIndexOf('/');
        return (slash < 0 ? "" : path[..slash], path[(slash + 1)..]);
    }

    /// <summary>Refuses what no path in a volume can be.</summary>
    /// <exception cref="PlatformException">VALIDATION.</exception>
    public static void Check(string path)
    {
        if (path.Length == 0) return;
        if (!Fits(path)) throw new PlatformException(ErrorCode.Validation, $"'{Shown(path)}' is no path of a file: names have 1 to 255 bytes of UTF-8 without zeros, with a slash between them, and are not '.' or '..'.");
    }

    private static bool Fits(string path)
    {
        try
        {
            if (path.Contains('\0') || Strict.GetByteCount(path) > MaxPathBytes) return false;
            foreach (var name in path.AsSpan().Split('/'))
                if (path.AsSpan(name) is "" or "." or ".." || Strict.GetByteCount(path.AsSpan(name)) > MaxNameBytes) return false;
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static string Shown(string path) => (path.Length > 100 ? path[..100] + "…" : path).Replace("\0", "\\0", StringComparison.Ordinal);
}
