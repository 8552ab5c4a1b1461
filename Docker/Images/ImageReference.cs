namespace GraphPlatform.Docker.Images;

/// <summary>A reference taken apart as the API wants it: <c>repository</c> and <c>tag or digest</c>.</summary>
internal readonly record struct ImageReference(string Repository, string? Tag)
{
    public static ImageReference Parse(string reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        // A colon before the last slash belongs to the registry's port.
        var colon = (at < 0 ? reference : reference[..at]).LastIndexOf(':');
        var named = colon > reference.LastIndexOf('/') ? colon : -1;
        if (at >= 0) return new(reference[..(named >= 0 ? named : at)], reference[(at + 1)..]);
        return named < 0 ? new(reference, null) : new(reference[..named], reference[(named + 1)..]);
    }
}
