using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Transfers;

namespace GraphPlatform.Schema.Transfers;

/// <summary>A link that takes something, from whoever made it and while their session lasts.</summary>
/// <param name="Url">Where it is, beginning with <c>/</c>: on the server that this API is on. A PUT needs no further proof of who sends; 204 says that all of it is there.</param>
/// <param name="ExpiresAt">Until when it is good. What has begun by then goes on.</param>
[ObjectType]
public sealed record UploadLink(string Url, DateTimeOffset ExpiresAt)
{
    internal static UploadLink Of(SignedLink link) => new(link.Path, link.ExpiresAt);
}
