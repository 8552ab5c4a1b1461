using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Security.Policies;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Security;

/// <summary>Looks at the rules before a container is made or changed. It may ask the engine, so no transaction is open.</summary>
public sealed class ContainerSecurity(StateDatabase database, SecurityPolicies policies, WorkerRegistry workers)
{
    /// <summary>Refuses what is against a rule. A profile that the caller may not use is found out by who uses it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="config">What is asked for.</param>
    /// <param name="resources">What each instance may use by it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">FORBIDDEN with a <see cref="SecurityViolation"/> for each rule.</exception>
    internal async Task DemandAsync(Caller caller, ContainerConfig config, Resources resources, CancellationToken ct)
    {
        SecurityProfile? profile = null;
        if (config.SecurityProfileId is { } profileId)
        {
            await using var db = await database.ReadAsync(ct);
            profile = await db.As(caller).SecurityProfiles.SingleOrDefaultAsync(p => p.Id == profileId, ct);
            if (profile is null) return;
        }

        var runtimes = profile?.Runtime is null ? null : (await workers.Get(workers.Place()).DescribeAsync(ct)).Runtimes;
        policies.Demand(new WantedSecurity
        {
            Security = profile?.Spec ?? Deployments.SecuritySpec.Default,
            Profile = profile,
            Resources = resources,
            HostPorts = [.. config.Ports.Where(p => p.Pool is null).Select(p => p.HostPort ?? p.ContainerPort)],
            Runtimes = runtimes,
        });
    }
}
