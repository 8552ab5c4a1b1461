using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>Section <c>Backups:S3</c>.</summary>
public sealed class S3Options
{
    /// <summary>Where the store is, such as <c>https://s3.example.com</c>; null: Amazon's, by the region.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Its region. Stores other than Amazon's mostly take any.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The bucket, which has to be there; null: there is no such store.</summary>
    public string? Bucket { get; init; }

    /// <summary>What stands before all keys, such as <c>graphplatform/</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The id of the access key.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret key. Better from the environment (<c>GRAPHPLATFORM_Backups__S3__SecretKey</c>) or a file.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Instead of that: a file that holds it.</summary>
    public string? SecretKeyFile { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host's name: most stores other than Amazon's want it.</summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>Bytes of a part of an upload: so much of one is in memory. S3 wants 5 MiB at least.</summary>
    [Range(5 << 20, 256 << 20)]
    public int PartBytes { get; init; } = 8 << 20;

    internal bool IsConfigured => !string.IsNullOrEmpty(Bucket);

    internal bool IsValid() =>
        (Endpoint is null || (Uri.TryCreate(Endpoint, UriKind.Absolute, out var at) && at.Scheme is "http" or "https"))
        && !string.IsNullOrEmpty(Region) && !string.IsNullOrEmpty(AccessKey) && string.IsNullOrEmpty(SecretKey) != string.IsNullOrEmpty(SecretKeyFile)
        && !Prefix.StartsWith('/') && PartBytes is >= 5 << 20 and <= 256 << 20;
}
