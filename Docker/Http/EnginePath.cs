namespace GraphPlatform.Docker.Http;

/// <summary>Puts names into paths so that no name can address something else.</summary>
internal static class EnginePath
{
    /// <summary>An id or a name: one segment.</summary>
    public static string Segment(string idOrName)
    {
        ArgumentException.ThrowIfNullOrEmpty(idOrName);
        if (idOrName is "." or ".." || idOrName.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"'{idOrName}' is not an id or a name.", nameof(idOrName));
        return Uri.EscapeDataString(idOrName);
    }

    /// <summary>An image reference, whose slashes stay.</summary>
    public static string Image(string reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        return string.Join('/', reference.Split('/').Select(Segment));
    }
}
