using System.Globalization;
using System.Xml;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>A container's configuration as it was typed. Everything is text: what does not read as a number is a problem of its field.</summary>
public sealed class ContainerForm
{
    /// <summary>Takes a container's security profile away. Nothing at all leaves it as it is.</summary>
    public const string NoProfile = "none";

    /// <summary>Its name; only for a new one.</summary>
    public string? Name { get; set; }

    /// <summary>An image's reference.</summary>
    public string? Image { get; set; }

    /// <summary>A command line, or a JSON list.</summary>
    public string? Command { get; set; }

    /// <summary>A command line, or a JSON list; empty for the image's own.</summary>
    public string? Entrypoint { get; set; }

    /// <summary>An absolute path; empty for the image's own.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>Variables as an .env file.</summary>
    public string? Environment { get; set; }

    /// <summary>8080:80, one a line or by commas.</summary>
    public string? Ports { get; set; }

    /// <summary>NAME:/path, one a line.</summary>
    public string? Volumes { get; set; }

    /// <summary>One of <see cref="SizePreset.All" />, or own.</summary>
    public string Size { get; set; } = "light";

    /// <summary>Cores, with the size <c>own</c>.</summary>
    public string? Cpu { get; set; } = "0.5";

    /// <summary>Megabytes, with the size <c>own</c>.</summary>
    public string? Memory { get; set; } = "512";

    /// <summary>How many processes; empty for the configured number.</summary>
    public string? Pids { get; set; }

    /// <summary>The size that it shrinks to by itself; empty when it does not change its size.</summary>
    public string? AutoscaleMin { get; set; }

    /// <summary>The size that it grows to by itself; empty when it does not change its size.</summary>
    public string? AutoscaleMax { get; set; }

    /// <summary>How many instances.</summary>
    public string? Replicas { get; set; } = "1";

    /// <summary>ALWAYS, ON_FAILURE or NEVER.</summary>
    public string Restart { get; set; } = "ALWAYS";

    /// <summary>A profile that allows more; <see cref="NoProfile" />; empty for what it has, which is none at first.</summary>
    public string? SecurityProfileId { get; set; }

    /// <summary>Whether it starts at once; only for a new one.</summary>
    public bool Start { get; set; }

    /// <summary>Where it speaks HTTP.</summary>
    public string? HttpPort { get; set; }

    /// <summary>COMMAND, HTTP or TCP; empty for the default.</summary>
    public string? HealthKind { get; set; }

    /// <summary>With COMMAND.</summary>
    public string? HealthCommand { get; set; }

    /// <summary>With HTTP and TCP.</summary>
    public string? HealthPort { get; set; }

    /// <summary>With HTTP.</summary>
    public string? HealthPath { get; set; } = "/";

    /// <summary>The Host header, with HTTP; empty for localhost.</summary>
    public string? HealthHost { get; set; }

    /// <summary>Between two checks.</summary>
    public string? HealthInterval { get; set; } = "10 s";

    /// <summary>For one check.</summary>
    public string? HealthTimeout { get; set; } = "5 s";

    /// <summary>Failures in a row.</summary>
    public string? HealthRetries { get; set; } = "3";

    /// <summary>How long after a start failures do not count.</summary>
    public string? HealthStart { get; set; } = "30 s";

    /// <summary>Between the polite signal and the end; empty for the configured time.</summary>
    public string? StopGrace { get; set; }

    /// <summary>AUTO, ON or OFF.</summary>
    public string IdleMode { get; set; } = "AUTO";

    /// <summary>Without use for so long it is frozen; empty for the configured time.</summary>
    public string? IdleAfter { get; set; }

    /// <summary>Without use for so long it is stopped; empty for the configured time.</summary>
    public string? StopAfter { get; set; }

    /// <summary>AUTO, START_FIRST or STOP_FIRST.</summary>
    public string UpdateStrategy { get; set; } = "AUTO";

    /// <summary>Whether anything differs from a plain new container that stands under "Advanced".</summary>
    public bool IsAdvanced =>
        (HealthKind, StopGrace, IdleMode, IdleAfter, StopAfter, UpdateStrategy) is not (null, null, "AUTO", null, null, "AUTO")
        || !string.IsNullOrWhiteSpace(Volumes) || (Entrypoint, WorkingDirectory, Pids, AutoscaleMin, AutoscaleMax) is not (null, null, null, null, null);

    /// <summary>The form of a container as it is.</summary>
    public static ContainerForm Of(ConfigFacts c)
    {
        var form = new ContainerForm
        {
            Image = c.Image,
            Command = c.Current.Command is { } command ? CommandLine.Join(command) : null,
            Entrypoint = c.Current.Entrypoint is { } entrypoint ? CommandLine.Join(entrypoint) : null,
            WorkingDirectory = c.Current.WorkingDirectory,
            Environment = EnvFile.Write(c.Current.Environment.Select(v => (v.Name, v.Value))),
            Ports = string.Join('\n', c.Current.Ports.Select(p => $"{p.Host}:{p.ContainerPort}{(p.Protocol == "UDP" ? "/udp" : "")}")),
            Volumes = string.Join('\n', c.Current.Volumes.Where(v => v.Asked).Select(v => c.Project.Texts.Line(v.VolumeId, v.Target))),
            Size = SizePreset.All.FirstOrDefault(s => s.Fits(c.Resources))?.Key ?? "own",
            Cpu = Quantities.Plain(c.Resources.Cpu),
            // To the byte, so that a size that nobody touched is no change.
            Memory = (c.Resources.MemoryBytes / (double)(1 << 20)).ToString("0.#######", CultureInfo.InvariantCulture),
            Pids = Quantities.Plain(c.Resources.Pids),
            AutoscaleMin = c.Autoscale?.Min,
            AutoscaleMax = c.Autoscale?.Max,
            Replicas = Quantities.Plain(c.Replicas),
            Restart = c.Restart,
            HttpPort = c.HttpPort is { } port ? Quantities.Plain(port) : null,
            StopGrace = Duration(c.StopGrace),
            IdleMode = c.Lifecycle.Mode,
            IdleAfter = Duration(c.Lifecycle.IdleAfter),
            StopAfter = Duration(c.Lifecycle.StopAfter),
            UpdateStrategy = c.UpdateStrategy,
        };
        if (c.Current.HealthCheck is not { } check) return form;
        form.HealthKind = check.Kind;
        form.HealthCommand = check.Command is { } line ? CommandLine.Join(line) : null;
        form.HealthPort = check.Port is { } tried ? Quantities.Plain(tried) : null;
        form.HealthPath = check.Path ?? "/";
        form.HealthHost = check.Host;
        (form.HealthInterval, form.HealthTimeout) = (Duration(check.Interval), Duration(check.Timeout));
        (form.HealthRetries, form.HealthStart) = (Quantities.Plain(check.Retries), Duration(check.StartPeriod));
        return form;
    }

    private static string Duration(string iso) => Durations.Plain(XmlConvert.ToTimeSpan(iso));
}
