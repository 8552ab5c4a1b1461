using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Scaling;

namespace GraphPlatform.Platform.Containers;

/// <summary>What happens when an instance exits by itself.</summary>
public enum RestartPolicy
{
    /// <summary>It starts again, whatever its exit code.</summary>
    Always,

    /// <summary>It starts again unless its exit code is 0.</summary>
    OnFailure,

    /// <summary>It stays as it is.</summary>
    Never,
}

/// <summary>What one instance may use at most.</summary>
/// <param name="CpuMillis">CPU in thousandths of a core.</param>
/// <param name="MemoryBytes">Memory in bytes, with no swap beyond it.</param>
/// <param name="PidsLimit">Processes and threads.</param>
public sealed record Resources(int CpuMillis, long MemoryBytes, int PidsLimit);

/// <summary>The part of a container's configuration that can change without a new deployment: a live resize is no drift.</summary>
/// <param name="Replicas">How many instances.</param>
/// <param name="Resources">What each may use.</param>
/// <param name="Restart">What happens when one exits.</param>
/// <param name="StopGrace">Time between the polite signal and the end.</param>
/// <param name="HttpPort">Where it speaks HTTP; null when it does not.</param>
/// <param name="Lifecycle">What happens when nobody uses it.</param>
/// <param name="Strategy">How a new version takes the place of the old one.</param>
/// <param name="Autoscale">Between which sizes it grows and shrinks by itself; null when it does not.</param>
public sealed record RuntimeSpec(
    int Replicas, Resources Resources, RestartPolicy Restart, TimeSpan StopGrace, int? HttpPort, LifecyclePolicy Lifecycle, UpdateStrategy Strategy, AutoscalePolicy? Autoscale = null);
