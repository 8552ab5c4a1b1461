using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Says under which addresses containers are reached from outside.</summary>
public sealed class AddressService(IOptions<IngressOptions> options)
{
    /// <summary>The addresses of a container that the caller may see: the one below the installation's domain, then those of its verified domains. One that speaks no HTTP has none.</summary>
    public IReadOnlyList<PublicUrl> Urls(Caller caller, Container container, IEnumerable<Domain> domains) => container.HttpPort is null || !caller.Can(Right.View, container) ? [] :
    [
        new(PublicAddress.Of(container.Slug, options.Value), UrlKind.Slug),
        .. domains.Where(d => d.Status == DomainStatus.Verified).Select(d => new PublicUrl(PublicAddress.OfHost(d.Host, options.Value), UrlKind.Domain)),
    ];
}
