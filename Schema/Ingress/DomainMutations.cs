using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Ingress;

namespace GraphPlatform.Schema.Ingress;

/// <summary>Changes domains.</summary>
[MutationType]
public static class DomainMutations
{
    /// <summary>Adds a domain of the organization's own to a container. It leads there once it is verified.</summary>
    public static Task<Domain> AddDomainAsync(AddDomainInput input, Caller caller, DomainService domains, CancellationToken ct) =>
        domains.AddAsync(caller, input.ContainerId, input.Host, ct);

    /// <summary>Looks whether the domain shows its token, by a TXT record or over HTTP; from then on it is served.</summary>
    public static Task<Domain> VerifyDomainAsync(VerifyDomainInput input, Caller caller, DomainService domains, CancellationToken ct) =>
        domains.VerifyAsync(caller, input.DomainId, ct);

    /// <summary>Removes a domain: it is not served any more.</summary>
    public static async Task<RemovedDomain> RemoveDomainAsync(RemoveDomainInput input, Caller caller, DomainService domains, CancellationToken ct) =>
        new(await domains.RemoveAsync(caller, input.DomainId, ct));
}

/// <summary>A domain for a container.</summary>
/// <param name="ContainerId">Where its requests go.</param>
/// <param name="Host">A host name such as <c>shop.example.com</c>; other scripts than Latin are fine.</param>
public sealed record AddDomainInput([ID] string ContainerId, string Host);

/// <summary>Which domain.</summary>
/// <param name="DomainId">Its id.</param>
public sealed record VerifyDomainInput([ID] string DomainId);

/// <summary>Which domain.</summary>
/// <param name="DomainId">Its id.</param>
public sealed record RemoveDomainInput([ID] string DomainId);

/// <summary>A domain that is gone.</summary>
/// <param name="DomainId">Its id.</param>
[Payload]
public sealed record RemovedDomain([property: ID] string DomainId);
