using System.Text.RegularExpressions;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Security.Policies;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Security;

/// <summary>What administrators allow beyond the defaults.</summary>
public sealed partial class SecurityProfileService(StateDatabase database, SecurityPolicies policies, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Profiles that the caller's organizations may use, by name.</summary>
    public async Task<IReadOnlyList<SecurityProfile>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).SecurityProfiles.OrderBy(p => p.Name).Take(1000).ToListAsync(ct);
    }

    /// <summary>Profiles by id, as far as the caller's organizations may use them.</summary>
    public async Task<IReadOnlyDictionary<string, SecurityProfile>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).SecurityProfiles.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    }

    /// <summary>Makes a profile.</summary>
    /// <param name="caller">An administrator.</param>
    /// <param name="name">Unique in the installation.</param>
    /// <param name="organizationId">The only organization that may use it; null: all.</param>
    /// <param name="wanted">What it allows; much of what can be asked for no profile gives.</param>
    /// <param name="limits">The most that its instances get.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SecurityProfile> CreateAsync(Caller caller, string name, string? organizationId, WantedSecurity wanted, ProfileLimits limits, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var capabilities = wanted.Security.Capabilities.Select(c => c.StartsWith("CAP_", StringComparison.Ordinal) ? c[4..] : c).Distinct().Order(StringComparer.Ordinal).ToArray();
        new Problems()
            .Require(Names.IsLabel(name), Names.LabelRule, "name")
            .Require(Array.TrueForAll(capabilities, c => Capability().IsMatch(c)), "Name capabilities as Linux does: NET_BIND_SERVICE.", "capabilities")
            .Require(wanted.Security.Runtime is null || Runtime().IsMatch(wanted.Security.Runtime), "Name the runtime as the engine does: runsc.", "runtime")
            .Require(limits.CpuMillis is null or (>= 10 and <= 1_000_000), "CPU is 0.01 to 1,000 cores: 0.5 is half of one.", "maxCpu")
            .Require(limits.MemoryBytes is null or (>= 6L << 20 and <= 1L << 46), "Memory is at least 6 MiB (6291456 bytes).", "maxMemoryBytes")
            .Require(limits.Pids is null or (>= 1 and <= 1_000_000), "A container needs room for 1 to 1,000,000 processes.", "maxPids")
            .ThrowIfAny();
        var profile = new SecurityProfile(Ids.New("sec"), name, organizationId, wanted.Security with { Capabilities = capabilities }, limits, clock.GetUtcNow());
        try
        {
            policies.Demand(wanted with { Security = profile.Spec, Profile = profile });
        }
        catch (PlatformException violation)
        {
            await audit.RefuseForPlatformAsync(caller, "createSecurityProfile", name, violation.Message, ct);
            throw;
        }

        await using var work = await database.BeginAsync(ct);
        if (organizationId is not null && !await work.As(Caller.System("security-profiles")).Organizations.AnyAsync(o => o.Id == organizationId, ct))
            throw PlatformException.NotFound("organization", organizationId);
        work.Add(profile);
        audit.Record(work, caller, "createSecurityProfile", AuditEntry.PlatformItself, profile.Id, name);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, $"There is a security profile '{name}' already.", "name"));
        return profile;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}\\z")]
    private static partial Regex Runtime();

    [GeneratedRegex("^[A-Z_]{2,40}\\z")]
    private static partial Regex Capability();
}
