namespace GraphPlatform.Platform.Security.Policies;

/// <summary>Capabilities that lead out of a container are given to none, and the others only by a profile.</summary>
public sealed class CapabilitiesPolicy : ISecurityPolicy
{
    // Each of these is a way out of the container or into its neighbours.
    private static readonly HashSet<string> Refused =
    [
        "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE", "SYS_BOOT", "SYS_TIME", "NET_ADMIN", "NET_RAW", "DAC_READ_SEARCH", "MAC_ADMIN", "MAC_OVERRIDE",
        "SYSLOG", "AUDIT_CONTROL", "BPF", "PERFMON", "CHECKPOINT_RESTORE", "MKNOD",
    ];

    /// <inheritdoc />
    public string Rule => "capabilities";

    /// <summary>Whether no container ever gets it.</summary>
    public static bool IsRefused(string capability) => Refused.Contains(capability);

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted)
    {
        var refused = wanted.Security.Capabilities.Where(IsRefused).ToArray();
        if (refused.Length > 0) return $"These let a container out and are never given: {string.Join(", ", refused)}.";
        var own = wanted.Profile?.Spec.Capabilities ?? [];
        return wanted.Security.Capabilities.Except(own).Any() ? "A container gets capabilities from its security profile only. Name one that has them." : null;
    }
}
