using GraphPlatform.Platform.Containers;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Security.Policies;

/// <summary>No instance gets more than the options say, or than its profile says instead.</summary>
public sealed class ResourceLimitsPolicy(IOptions<SecurityOptions> options) : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "resource-limits";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted)
    {
        if (wanted.Resources is not { } asked) return null;
        var most = new Resources(
            wanted.Profile?.MaxCpuMillis ?? options.Value.MaxCpuMillis,
            wanted.Profile?.MaxMemoryBytes ?? options.Value.MaxMemoryBytes,
            wanted.Profile?.MaxPids ?? options.Value.MaxPids);
        return asked.CpuMillis > most.CpuMillis || asked.MemoryBytes > most.MemoryBytes || asked.PidsLimit > most.PidsLimit
            ? $"An instance gets at most {most.CpuMillis / 1000.0:0.###} cores, {most.MemoryBytes >> 20} MiB of memory and {most.PidsLimit} processes here. Ask for less, or for a security profile with higher limits."
            : null;
    }
}
