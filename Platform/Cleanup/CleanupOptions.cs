using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Cleanup;

/// <summary>Section <c>Cleanup</c>: what is kept on the machines' disks.</summary>
public sealed class CleanupOptions
{
    /// <summary>How many of a container's last deployments keep their images, so that one can go back to them.</summary>
    [Range(1, 100)]
    public int KeepDeployments { get; init; } = 3;

    /// <summary>How full a machine's disk may be, in percent, before what may go is removed by itself; 0: never.</summary>
    [Range(0, 100)]
    public int DiskPercent { get; init; } = 90;
}
