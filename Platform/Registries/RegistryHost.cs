using System.Text.RegularExpressions;

namespace GraphPlatform.Platform.Registries;

/// <summary>The registry that an image's name leads to, by Docker's rules.</summary>
public static partial class RegistryHost
{
    /// <summary>The registry of names that name none.</summary>
    public const string Default = "docker.io";

    /// <summary>The rule in words.</summary>
    public const string Rule = "Name the registry as it stands before images' names: ghcr.io, registry.example.com:5000, or docker.io for names without a registry.";

    /// <summary>The registry of an image: <c>ghcr.io</c> of <c>ghcr.io/acme/shop:2</c>, <c>docker.io</c> of <c>nginx</c>.</summary>
    public static string Of(string reference)
    {
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Default;
        var first = reference[..slash];
        var isHost = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost" || first.Any(char.IsUpper);
        return isHost ? Normalize(first) : Default;
    }

    /// <summary>The one name of a registry that people write in several ways.</summary>
    public static string Normalize(string server)
    {
        var host = server.Trim().ToLowerInvariant();
        foreach (var scheme in (string[])["https://", "http://"])
            if (host.StartsWith(scheme, StringComparison.Ordinal)) host = host[scheme.Length..];
        if (host.EndsWith("/v1/", StringComparison.Ordinal) || host.EndsWith("/v2/", StringComparison.Ordinal)) host = host[..^4];
        host = host.TrimEnd('/');
        return host is "index.docker.io" or "registry-1.docker.io" or "registry.hub.docker.com" or "hub.docker.com" ? Default : host;
    }

    /// <summary>Whether a normalized name can be one.</summary>
    public static bool IsValid(string server) => server.Length <= 255 && Host().IsMatch(server);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Host();
}
