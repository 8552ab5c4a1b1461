using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>What is different between two configurations, in words.</summary>
internal static class ConfigDifference
{
    /// <summary>The fields that differ.</summary>
    public static IReadOnlyList<ConfigChange> Of(RuntimeSpec runtimeBefore, DeploymentSpec before, RuntimeSpec runtimeAfter, DeploymentSpec after) =>
        [.. Fields(runtimeBefore, before).Zip(Fields(runtimeAfter, after), (from, to) => new ConfigChange(from.Name, from.Value, to.Value)).Where(c => c.From != c.To)];

    private static IEnumerable<(string Name, string? Value)> Fields(RuntimeSpec runtime, DeploymentSpec spec) =>
    [
        ("image", spec.Image),
        ("entrypoint", Words(spec.Entrypoint)),
        ("command", Words(spec.Command)),
        ("workingDirectory", spec.WorkingDirectory),
        ("environment", string.Join('\n', spec.Environment.Select(e => $"{e.Name}={e.Value}"))),
        ("ports", string.Join(", ", spec.Ports.Select(p => $"{p.Address}:{p.HostPort}→{p.ContainerPort}/{p.Protocol}".ToLowerInvariant()))),
        ("volumes", string.Join(", ", spec.Mounts.Skip(1).Select(m => $"{m.VolumeId}→{m.Target}"))),
        ("httpPort", runtime.HttpPort?.ToString()),
        ("healthCheck", spec.Health is { } h ? $"{h.Kind} {Words(h.Command)}{h.Port}{h.Path} every {h.Interval}, {h.Timeout} at most, {h.Retries} times, after {h.StartPeriod}" : null),
        ("resources", $"{runtime.Resources.CpuMillis / 1000.0:0.###} CPU, {runtime.Resources.MemoryBytes >> 20} MiB, {runtime.Resources.PidsLimit} processes"),
        ("replicas", runtime.Replicas.ToString()),
        ("restart", runtime.Restart.ToString()),
        ("stopGrace", runtime.StopGrace.ToString()),
        ("lifecycle", $"{runtime.Lifecycle.Mode} {runtime.Lifecycle.IdleAfter} {runtime.Lifecycle.StopAfter}".TrimEnd()),
        ("autoscale", runtime.Autoscale is { } a ? $"{a.Min} to {a.Max}" : null),
        ("updateStrategy", runtime.Strategy.ToString()),
        ("security", $"{(spec.Security.AllowRoot ? "root " : "")}{(spec.Security.WritableRoot ? "writable root " : "")}{string.Join(' ', spec.Security.Capabilities)}".TrimEnd()),
    ];

    private static string? Words(IReadOnlyList<string>? arguments) => arguments is null ? null : string.Join(' ', arguments);
}
