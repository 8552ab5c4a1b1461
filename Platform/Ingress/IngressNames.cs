using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Tells which names the ingress serves, and the tokens that it shows for those that are to be verified.</summary>
public sealed class IngressNames(StateDatabase database, IOptions<IngressOptions> options)
{
    private static readonly Caller Self = Caller.System("ingress");

    /// <summary>Whether a host name leads to a container: a slug below the installation's domain, or a verified domain. Certificates are got for no other.</summary>
    public async Task<bool> IsServedAsync(string host, CancellationToken ct) => await ContainerOfAsync(host, ct) is not null;

    /// <summary>The id of the container that a host name leads to; null when it leads nowhere.</summary>
    public async Task<string?> ContainerOfAsync(string host, CancellationToken ct)
    {
        if (HostNames.Normalize(host) is not { } name) return null;
        await using var db = await database.ReadAsync(ct);
        var all = db.As(Self);
        if (name.EndsWith("." + options.Value.Domain, StringComparison.Ordinal))
        {
            var slug = name[..^(options.Value.Domain.Length + 1)];
            return await all.Containers.Where(c => c.Slug == slug && !c.Deleting).Select(c => c.Id).SingleOrDefaultAsync(ct);
        }

        return await all.Domains.Where(d => d.Host == name && d.Status == DomainStatus.Verified).Select(d => d.ContainerId).SingleOrDefaultAsync(ct);
    }

    /// <summary>What a request for <paramref name="path"/> on <paramref name="host"/> is answered with to show that the host points here; null when it asks for no such thing.</summary>
    public async Task<string?> ChallengeAsync(string host, string path, CancellationToken ct)
    {
        if (!path.StartsWith(Domain.ChallengePath, StringComparison.Ordinal) || HostNames.Normalize(host) is not { } name) return null;
        var id = path[Domain.ChallengePath.Length..];
        await using var db = await database.ReadAsync(ct);
        return await db.As(Self).Domains.Where(d => d.Id == id && d.Host == name && d.Status == DomainStatus.Pending).Select(d => d.Token).SingleOrDefaultAsync(ct);
    }
}
