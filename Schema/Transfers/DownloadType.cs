using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Transfers;

namespace GraphPlatform.Schema.Transfers;

/// <summary>A link to download something by, for whoever made it and while their session lasts.</summary>
[ObjectType<SignedLink>]
[Name("Download")]
public static class DownloadType
{
    /// <summary>Where it is, beginning with <c>/</c>: on the server that this API is on. A GET needs no further proof of who asks.</summary>
    public static string Url([Parent] SignedLink link) => link.Path;

    /// <summary>Until when it is good.</summary>
    public static DateTimeOffset ExpiresAt([Parent] SignedLink link) => link.ExpiresAt;
}
