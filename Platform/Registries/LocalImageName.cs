namespace GraphPlatform.Platform.Registries;

/// <summary>The one form of an image's name, of which the engine shows a short one: <c>docker.io/library/nginx:latest</c> and <c>nginx</c> are the same.</summary>
public static class LocalImageName
{
    /// <summary>The part before tag and digest.</summary>
    public static string RepositoryOf(string reference)
    {
        var name = Of(reference);
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at >= 0 ? name[..at] : name[..name.LastIndexOf(':')];
    }

    /// <summary>Its form with a tag, or with a digest alone.</summary>
    public static string Of(string reference)
    {
        var name = reference;
        foreach (var prefix in (string[])["index.docker.io/", "docker.io/", "library/"])
            if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name[prefix.Length..];
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? "" : name[at..];
        if (at >= 0) name = name[..at];
        var colon = name.LastIndexOf(':');
        var tagged = colon > name.LastIndexOf('/');
        if (digest.Length > 0) return (tagged ? name[..colon] : name) + digest;     // the digest decides, whatever the tag says
        return tagged ? name : name + ":latest";
    }
}
