using System.Security.Cryptography;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Domains of organizations' own.</summary>
public sealed class DomainService(StateDatabase database, OwnershipCheck ownership, ConsoleHosts console, IOptions<IngressOptions> options, AuditTrail audit, TimeProvider clock)
{
    internal const int MaxPerContainer = 50;
    private const int TokenLength = 40;
    private const string TokenAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly Caller Self = Caller.System("domains");

    /// <summary>Domains by container, the oldest first, as far as the caller may see them.</summary>
    public async Task<ILookup<string, Domain>> ByContainerAsync(Caller caller, IReadOnlyList<string> containerIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return (await db.As(caller).Domains.Where(d => containerIds.Contains(d.ContainerId)).OrderBy(d => d.Id).ToListAsync(ct)).ToLookup(d => d.ContainerId);
    }

    /// <summary>Domains by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Domain>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Domains.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
    }

    /// <summary>Where the domain's own host would show its token.</summary>
    public string ChallengeUrl(Caller caller, Domain domain) => caller.Can(Right.View, domain) ? ownership.Url(domain) : "";

    /// <summary>Adds a domain that is not verified yet.</summary>
    public Task<Domain> AddAsync(Caller caller, string containerId, string name, CancellationToken ct) =>
        audit.WatchAsync(caller, "addDomain", containerId, () => AddOnceAsync(caller, containerId, name, ct), ct);

    private async Task<Domain> AddOnceAsync(Caller caller, string containerId, string name, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        await work.LockAsync(containerId, ct);
        var container = await work.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
        caller.Demand(Right.Deploy, container, "container", containerId);
        var host = HostNames.Normalize(name) ?? throw new PlatformException(ErrorCode.Validation, HostNames.Rule, "host");
        DemandForeign(host);
        if (await work.As(caller).Domains.CountAsync(d => d.ContainerId == containerId, ct) >= MaxPerContainer)
            throw new PlatformException(ErrorCode.Conflict, $"A container has at most {MaxPerContainer} domains. Remove one.", "containerId");
        await DemandFreeAsync(work, container.OrganizationId, host, ct);
        var token = RandomNumberGenerator.GetString(TokenAlphabet, TokenLength);
        var domain = work.Add(new Domain(Ids.New("dom"), container.OrganizationId, containerId, host, token, clock.GetUtcNow()));
        audit.Record(work, caller, "addDomain", domain.OrganizationId, domain.Id, host);
        Tell(work, container);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, $"Somebody added {host} at the same moment.", "host"));
        return domain;
    }

    /// <summary>Looks whether the domain shows its token, and serves it from then on. One that is verified stays so.</summary>
    /// <exception cref="PlatformException">CONFLICT: it does not, or another organization has verified it.</exception>
    public Task<Domain> VerifyAsync(Caller caller, string id, CancellationToken ct) =>
        audit.WatchAsync(caller, "verifyDomain", id, () => VerifyOnceAsync(caller, id, ct), ct);

    private async Task<Domain> VerifyOnceAsync(Caller caller, string id, CancellationToken ct)
    {
        var found = (await ByIdAsync(caller, [id], ct)).GetValueOrDefault(id);
        caller.Demand(Right.Deploy, found, "domain", id);
        if (found.Status == DomainStatus.Verified) return found;
        DemandForeign(found.Host);
        if (await ownership.ExplainAsync(found, ct) is { } missing) throw new PlatformException(ErrorCode.Conflict, missing);

        await using var work = await database.BeginAsync(ct);
        await work.LockAsync(found.ContainerId, ct);
        var domain = await work.As(caller).Domains.SingleOrDefaultAsync(d => d.Id == id, ct) ?? throw PlatformException.NotFound("domain", id);
        await DemandFreeAsync(work, domain.OrganizationId, domain.Host, ct, own: id);
        domain.Verify(clock.GetUtcNow());
        audit.Record(work, caller, "verifyDomain", domain.OrganizationId, domain.Id, domain.Host);
        Tell(work, await work.As(Self).Containers.SingleAsync(c => c.Id == domain.ContainerId, ct));
        await work.CommitAsync(ct, () => Taken(domain.Host));
        return domain;
    }

    /// <summary>Removes a domain: it is not served any more.</summary>
    /// <returns>Its id.</returns>
    public Task<string> RemoveAsync(Caller caller, string id, CancellationToken ct) =>
        audit.WatchAsync(caller, "removeDomain", id, () => RemoveOnceAsync(caller, id, ct), ct);

    private async Task<string> RemoveOnceAsync(Caller caller, string id, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var domain = await work.As(caller).Domains.SingleOrDefaultAsync(d => d.Id == id, ct);
        caller.Demand(Right.Deploy, domain, "domain", id);
        await work.LockAsync(domain.ContainerId, ct);

        // Its container goes at the same moment, perhaps, and takes it along.
        if (await work.As(Self).Domains.Where(d => d.Id == id).ExecuteDeleteAsync(ct) == 0) throw PlatformException.NotFound("domain", id);
        audit.Record(work, caller, "removeDomain", domain.OrganizationId, domain.Id, domain.Host);
        if (await work.As(Self).Containers.SingleOrDefaultAsync(c => c.Id == domain.ContainerId, ct) is { } container) Tell(work, container);
        await work.CommitAsync(ct);
        return id;
    }

    /// <summary>What a container's domains are goes with it.</summary>
    internal static Task ForgetAsync(Work work, string containerId, CancellationToken ct) =>
        work.As(Self).Domains.Where(d => d.ContainerId == containerId).ExecuteDeleteAsync(ct);

    private static void Tell(Work work, Container container) => work.Publish(new ContainerChanged(container.Id, container.OrganizationId, container.ProjectId));

    private static PlatformException Taken(string host) =>
        new(ErrorCode.Conflict, $"{host} is verified by another organization of this installation. It has to remove it first.", "host");

    private static async Task DemandFreeAsync(Work work, string organizationId, string host, CancellationToken ct, string? own = null)
    {
        var others = work.As(Self).Domains.Where(d => d.Host == host && d.Id != own);
        if (await others.AnyAsync(d => d.OrganizationId != organizationId && d.Status == DomainStatus.Verified, ct)) throw Taken(host);
        if (await others.AnyAsync(d => d.OrganizationId == organizationId, ct))
            throw new PlatformException(ErrorCode.Conflict, $"{host} is a domain of your organization already. Remove it there first.", "host");
    }

    private void DemandForeign(string host)
    {
        if (HostNames.IsWithin(host, options.Value.Domain) || HostNames.IsWithin(options.Value.Domain, host) || console.Has(host))
            throw new PlatformException(ErrorCode.Validation, $"{host} belongs to this installation. Its names are given by slug; add a domain of your own.", "host");
    }
}
