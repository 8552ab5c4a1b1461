namespace GraphPlatform.Platform.Ingress;

/// <summary>What kind of address it is.</summary>
public enum UrlKind
{
    /// <summary>The name that every container has below the installation's domain.</summary>
    Slug,

    /// <summary>A domain of the organization's own.</summary>
    Domain,
}

/// <summary>An address under which a container is reached from outside.</summary>
/// <param name="Url">Absolute.</param>
/// <param name="Kind">Which kind.</param>
public sealed record PublicUrl(string Url, UrlKind Kind);

/// <summary>Makes public addresses.</summary>
public static class PublicAddress
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    /// <summary>The address of the container with this slug.</summary>
    public static string Of(string slug, IngressOptions options) => OfHost($"{slug}.{options.Domain}", options);

    /// <summary>The address of a host that is served.</summary>
    public static string OfHost(string host, IngressOptions options) =>
        options.PublicPort == (options.Scheme == "https" ? HttpsPort : HttpPort) ? $"{options.Scheme}://{host}" : $"{options.Scheme}://{host}:{options.PublicPort}";
}
