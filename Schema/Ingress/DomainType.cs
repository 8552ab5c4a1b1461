using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Schema.Containers;

namespace GraphPlatform.Schema.Ingress;

/// <summary>A host name of the organization's own that leads to a container once it is verified.</summary>
[ObjectType<Domain>, Implements<INode>]
public static class DomainType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Domain domain) => domain.Id;

    /// <summary>In its ASCII form, in lower case.</summary>
    public static string Host([Parent] Domain domain) => domain.Host;

    /// <summary>Whether the organization has shown that it is its own.</summary>
    public static DomainStatus Status([Parent] Domain domain) => domain.Status;

    /// <summary>How to show that; either of the two is enough.</summary>
    public static DomainVerification Verification([Parent] Domain domain, Caller caller, DomainService domains) =>
        new(domain.RecordName, domain.Token, domains.ChallengeUrl(caller, domain), domain.Token);

    /// <summary>Where requests to it go.</summary>
    public static async Task<Container> ContainerAsync([Parent] Domain domain, ContainerLoader containers) =>
        await containers.LoadAsync(domain.ContainerId) ?? throw PlatformException.NotFound("container", domain.ContainerId);

    /// <summary>When it was added.</summary>
    public static DateTimeOffset CreatedAt([Parent] Domain domain) => domain.CreatedAt;

    /// <summary>When it was verified; null while it is not.</summary>
    public static DateTimeOffset? VerifiedAt([Parent] Domain domain) => domain.VerifiedAt;
}

/// <summary>How an organization shows that a domain is its own.</summary>
/// <param name="RecordName">The name of a TXT record…</param>
/// <param name="RecordValue">…and its value.</param>
/// <param name="Url">Or what this address answers with: this installation does so by itself as soon as the host points to it…</param>
/// <param name="Answer">…in its body.</param>
[ObjectType]
public sealed record DomainVerification(string RecordName, string RecordValue, string Url, string Answer);

/// <summary>Loads domains by container.</summary>
public sealed class DomainsLoader(DomainService domains, Caller caller) : DataLoader<string, IReadOnlyList<Domain>>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<Domain>>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await domains.ByContainerAsync(caller, keys, cancellationToken)).ToDictionary(g => g.Key, IReadOnlyList<Domain> (g) => [.. g]);
}
