using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>Turns what a user configured into what a deployment runs.</summary>
internal sealed class DeploymentSpecs(PortPools pools, WorkerRegistry workers)
{
    /// <summary>The spec of a configuration, with the host ports and volumes that it takes; its image is not resolved yet.</summary>
    /// <exception cref="PlatformException">NOT_FOUND: no such security profile or volume. CONFLICT: a host port or a volume belongs to another container.</exception>
    public async Task<DeploymentSpec> OfAsync(Caller caller, Work work, Container container, ContainerConfig config, VolumeMount workVolume, CancellationToken ct)
    {
        await VolumeClaims.TakeAsync(caller, work, container, config.Volumes, ct);
        var ports = await pools.AllocateAsync(work, workers.Place(), container.Id, config.Ports, ct);
        await DemandFreeAsync(work, container, ports, ct);
        return new DeploymentSpec(
            config.Image,
            Digest: null,
            config.Entrypoint,
            config.Command,
            config.WorkingDirectory,
            [.. config.Environment.OrderBy(e => e.Name, StringComparer.Ordinal)],
            ports,
            VolumeTargets.Of(workVolume, config.Volumes),
            await SecurityAsync(caller, work, config.SecurityProfileId, container.OrganizationId, ct),
            config.Health);
    }

    /// <summary>Finds host ports that others have before the keys do, to name them; of two at once the keys still let only one through.</summary>
    /// <exception cref="PlatformException">CONFLICT.</exception>
    public static async Task DemandFreeAsync(Work work, Container container, IReadOnlyList<PortMapping> ports, CancellationToken ct)
    {
        var all = work.As(Caller.System("conflicts"));
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, protocol, id) = (ports[i].HostPort, ports[i].Protocol, container.Id);
            var taken = await all.PublishedPorts.Where(p => p.Port == port && p.Protocol == protocol && p.ContainerId != id).Select(p => p.Address).ToListAsync(ct);
            if (taken.Exists(address => HostAddress.Overlap(address, ports[i].Address)))
            {
                throw new PlatformException(
                    ErrorCode.Conflict, $"Host port {port} on {ports[i].Address} belongs to another container. Choose another port or address, or delete that one.", "ports", i.ToString(), "hostPort");
            }
        }
    }

    private static async Task<SecuritySpec> SecurityAsync(Caller caller, Work work, string? profileId, string organizationId, CancellationToken ct)
    {
        if (profileId is null) return SecuritySpec.Default;
        var profile = await work.As(caller).SecurityProfiles.SingleOrDefaultAsync(p => p.Id == profileId, ct);
        return profile is not null && (profile.OrganizationId is null || profile.OrganizationId == organizationId)
            ? profile.Spec
            : throw PlatformException.NotFound("security profile", profileId);
    }
}
