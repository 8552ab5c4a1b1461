using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Downloads;

namespace GraphPlatform.Schema.Downloads;

/// <summary>A link to download something by, for whoever made it and while their session lasts.</summary>
[ObjectType<DownloadLink>]
[Name("Download")]
public static class DownloadType
{
    /// <summary>Where it is, beginning with <c>/</c>: on the server that this API is on. A GET needs no further proof of who asks.</summary>
    public static string Url([Parent] DownloadLink link) => link.Path;

    /// <summary>Until when it is good.</summary>
    public static DateTimeOffset ExpiresAt([Parent] DownloadLink link) => link.ExpiresAt;
}
