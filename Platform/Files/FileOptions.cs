using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Files;

/// <summary>Section <c>Files</c>.</summary>
public sealed class FileOptions
{
    /// <summary>The most bytes of a file that are read or written as text in an answer of the API. Larger ones are downloaded and uploaded.</summary>
    [Range(1 << 10, 8 << 20)]
    public int MaxTextBytes { get; init; } = 1 << 20;

    /// <summary>The most bytes of an upload.</summary>
    [Range(1L << 10, 1L << 44)]
    public long MaxUploadBytes { get; init; } = 64L << 30;
}
