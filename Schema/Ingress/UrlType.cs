using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Ingress;

namespace GraphPlatform.Schema.Ingress;

/// <summary>An address under which a container is reached from outside.</summary>
[ObjectType<PublicUrl>]
[Name("Url")]
public static class UrlType
{
    /// <summary>Absolute.</summary>
    public static string Url([Parent] PublicUrl url) => url.Url;

    /// <summary>Which kind.</summary>
    public static UrlKind Kind([Parent] PublicUrl url) => url.Kind;
}
