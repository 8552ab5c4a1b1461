using System.Text.RegularExpressions;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Security;

/// <summary>What administrators allow beyond the defaults.</summary>
public sealed partial class SecurityProfileService(StateDatabase database, TimeProvider clock)
{
    // Each of these is a way out of the container or into its neighbours.
    private static readonly HashSet<string> Refused =
    [
        "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE", "SYS_BOOT", "SYS_TIME", "NET_ADMIN", "NET_RAW", "DAC_READ_SEARCH", "MAC_ADMIN", "MAC_OVERRIDE",
        "SYSLOG", "AUDIT_CONTROL", "BPF", "PERFMON", "CHECKPOINT_RESTORE", "MKNOD",
    ];

    /// <summary>Profiles that the caller's organizations may use, by name.</summary>
    public async Task<IReadOnlyList<SecurityProfile>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).SecurityProfiles.OrderBy(p => p.Name).Take(1000).ToListAsync(ct);
    }

    /// <summary>Makes a profile.</summary>
    /// <param name="caller">An administrator.</param>
    /// <param name="name">Unique in the installation.</param>
    /// <param name="organizationId">The only organization that may use it; null: all.</param>
    /// <param name="allows">What it allows.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SecurityProfile> CreateAsync(Caller caller, string name, string? organizationId, SecuritySpec allows, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var capabilities = allows.Capabilities.Select(c => c.StartsWith("CAP_", StringComparison.Ordinal) ? c[4..] : c).Distinct().Order(StringComparer.Ordinal).ToArray();
        new Problems()
            .Require(Names.IsLabel(name), Names.LabelRule, "name")
            .Require(Array.TrueForAll(capabilities, c => Capability().IsMatch(c)), "Name capabilities as Linux does: NET_BIND_SERVICE.", "capabilities")
            .Require(!Array.Exists(capabilities, Refused.Contains), $"These let a container out and are never given: {string.Join(", ", capabilities.Where(Refused.Contains))}.", "capabilities")
            .ThrowIfAny();
        await using var work = await database.BeginAsync(ct);
        if (organizationId is not null && !await work.As(Caller.System("security-profiles")).Organizations.AnyAsync(o => o.Id == organizationId, ct))
            throw PlatformException.NotFound("organization", organizationId);
        var profile = work.Add(new SecurityProfile(Ids.New("sec"), name, organizationId, allows with { Capabilities = capabilities }, clock.GetUtcNow()));
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, $"There is a security profile '{name}' already.", "name"));
        return profile;
    }

    [GeneratedRegex("^[A-Z_]{2,40}\\z")]
    private static partial Regex Capability();
}
