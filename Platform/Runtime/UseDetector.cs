using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Scaling;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Tells from what instances consume whether their container is in use. What a health check consumes is none.</summary>
internal sealed class UseDetector(ActivityTracker activity, HealthProbes probes, IOptions<IdleOptions> options)
{
    /// <summary>Looks at a sample of an instance.</summary>
    /// <param name="containerId">Its container.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="earlier">The sample before.</param>
    /// <param name="sample">The sample.</param>
    public void Note(string containerId, string instanceId, in StatsSample earlier, in StatsSample sample)
    {
        activity.Measured(containerId);
        var seconds = (sample.At - earlier.At).TotalSeconds;
        if (seconds <= 0 || probes.WasCheckedSince(instanceId, earlier.At)) return;
        var bytes = sample.NetworkRxBytes - earlier.NetworkRxBytes + sample.NetworkTxBytes - earlier.NetworkTxBytes;
        if (sample.CpuCores >= options.Value.CpuFloor) activity.Touch(containerId, UseKind.Cpu);
        else if (bytes / seconds >= options.Value.NetworkFloor) activity.Touch(containerId, UseKind.Network);
    }
}
