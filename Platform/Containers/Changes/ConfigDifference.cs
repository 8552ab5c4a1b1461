using System.Text.Json;
using System.Text.RegularExpressions;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>What is different between two configurations. Values decide; the texts are for people, and exact, so that two values never read alike.</summary>
internal static partial class ConfigDifference
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields that differ.</summary>
    public static IReadOnlyList<ConfigChange> Of(Configured before, Configured after) =>
        [.. Fields(before).Zip(Fields(after)).Where(f => f.First.Key != f.Second.Key).Select(f => new ConfigChange(f.First.Name, f.First.Text, f.Second.Text))];

    private static Field[] Fields(Configured of)
    {
        var (runtime, spec) = (of.Runtime, of.Spec);
        return
        [
            new("image", spec.Image, spec.Image),
            new("entrypoint", spec.Entrypoint, Words(spec.Entrypoint)),
            new("command", spec.Command, Words(spec.Command)),
            new("workingDirectory", spec.WorkingDirectory, spec.WorkingDirectory),
            new("environment", spec.Environment, string.Join('\n', spec.Environment.Select(e => $"{e.Name}={Word(e.Value)}"))),
            new("ports", spec.Ports, string.Join(", ", spec.Ports.Select(p => $"{p.Address}:{p.HostPort}→{p.ContainerPort}/{p.Protocol}".ToLowerInvariant()))),
            new("volumes", spec.Mounts.Skip(1), string.Join(", ", spec.Mounts.Skip(1).Select(m => $"{m.VolumeId}→{Word(m.Target)}{(m.FromImage ? " (declared by the image)" : "")}"))),
            new("httpPort", runtime.HttpPort, runtime.HttpPort?.ToString()),
            new("healthCheck", spec.Health, spec.Health is { } h ? Check(h) : null),
            new("resources", runtime.Resources, $"{runtime.Resources.CpuMillis / 1000.0:0.###} CPU, {Bytes(runtime.Resources.MemoryBytes)}, {runtime.Resources.PidsLimit} processes"),
            new("replicas", runtime.Replicas, runtime.Replicas.ToString()),
            new("restart", runtime.Restart, runtime.Restart.ToString()),
            new("stopGrace", runtime.StopGrace, runtime.StopGrace.ToString()),
            new("lifecycle", runtime.Lifecycle, $"{runtime.Lifecycle.Mode} {runtime.Lifecycle.IdleAfter} {runtime.Lifecycle.StopAfter}".TrimEnd()),
            new("autoscale", runtime.Autoscale, runtime.Autoscale is { } a ? $"{a.Min} to {a.Max}" : null),
            new("updateStrategy", runtime.Strategy, runtime.Strategy.ToString()),
            new("securityProfileId", of.SecurityProfileId, of.SecurityProfileId),
            new("security", spec.Security, Security(spec.Security)),
        ];
    }

    private static string Check(HealthCheck check)
    {
        var test = check.Kind switch
        {
            HealthCheckKind.Command => $"command {Words(check.Command)}",
            HealthCheckKind.Http => $"GET {check.Path} on port {check.Port}{(check.Host is { } host ? $" of {host}" : "")}",
            _ => $"connection to port {check.Port}",
        };
        return $"{test} every {check.Interval}, {check.Timeout} at most, {check.Retries} times, after {check.StartPeriod}";
    }

    private static string Security(SecuritySpec security) => string.Join(", ", new[]
    {
        security.AllowRoot ? "root" : null,
        security.WritableRoot ? "writable root" : null,
        security.Capabilities.Count > 0 ? string.Join(' ', security.Capabilities) : null,
        security.Runtime is { } runtime ? $"runtime {runtime}" : null,
    }.OfType<string>());

    private static string Bytes(long bytes) => bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";

    private static string? Words(IReadOnlyList<string>? arguments) => arguments is null ? null : string.Join(' ', arguments.Select(Word));

    /// <summary>Quoted where it could be taken for several words, or for another text.</summary>
    private static string Word(string word) => Plain().IsMatch(word) ? word : JsonSerializer.Serialize(word, Readable);

    [GeneratedRegex("^[^\\s\"'#\\\\\\p{C}]+\\z")]
    private static partial Regex Plain();

    /// <param name="Name">Its name in the API's input.</param>
    /// <param name="Value">What decides.</param>
    /// <param name="Text">What people read.</param>
    private sealed record Field(string Name, object? Value, string? Text)
    {
        public string Key { get; } = JsonSerializer.Serialize(Value);
    }
}

/// <summary>A configuration, as what runs has it.</summary>
/// <param name="Runtime">The part that can change without a new deployment.</param>
/// <param name="Spec">The part that cannot.</param>
/// <param name="SecurityProfileId">The profile that it was made with.</param>
internal sealed record Configured(RuntimeSpec Runtime, DeploymentSpec Spec, string? SecurityProfileId);
