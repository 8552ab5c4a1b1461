using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Security;

/// <summary>Section <c>Security</c>: the most that one instance gets, unless its security profile says otherwise.</summary>
public sealed class SecurityOptions
{
    /// <summary>CPU in thousandths of a core.</summary>
    [Range(10, 1_000_000)]
    public int MaxCpuMillis { get; init; } = 16_000;

    /// <summary>Memory in bytes.</summary>
    [Range(6L << 20, 1L << 46)]
    public long MaxMemoryBytes { get; init; } = 64L << 30;

    /// <summary>Processes and threads.</summary>
    [Range(1, 1_000_000)]
    public int MaxPids { get; init; } = 4096;
}
