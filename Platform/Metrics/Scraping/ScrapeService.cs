using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Health;
using GraphPlatform.Platform.Jobs;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Metrics.Scraping;

/// <summary>What a Prometheus reads: an organization's containers with its token, and the platform itself with the configured one, which tells nothing of whose containers they are.</summary>
public sealed class ScrapeService
{
    private const int MaxContainers = 10_000;

    private static readonly Caller Self = Caller.System("metrics");

    private readonly StateDatabase database;
    private readonly MetricsTokenService tokens;
    private readonly StatsHub stats;
    private readonly HealthService health;
    private readonly JobService jobs;
    private readonly byte[]? platformToken;

    internal ScrapeService(StateDatabase database, MetricsTokenService tokens, StatsHub stats, HealthService health, JobService jobs, IOptions<TelemetryOptions> options)
    {
        (this.database, this.tokens, this.stats, this.health, this.jobs) = (database, tokens, stats, health, jobs);
        platformToken = options.Value.MetricsToken is { Length: > 0 } token ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
    }

    /// <summary>The metrics that a token opens, in Prometheus' text format; null when it opens none.</summary>
    /// <param name="caller">Whoever asks; the token alone counts.</param>
    /// <param name="token">What was presented.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string?> ScrapeAsync(Caller caller, string token, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (platformToken is not null && CryptographicOperations.FixedTimeEquals(platformToken, SHA256.HashData(Encoding.UTF8.GetBytes(token)))) return await PlatformAsync(ct);
        return await tokens.OrganizationOfAsync(token, ct) is { } organizationId ? await OrganizationAsync(organizationId, ct) : null;
    }

    private async Task<string> OrganizationAsync(string organizationId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var projects = await db.As(Self).Projects.Where(p => p.OrganizationId == organizationId).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var containers = await db.As(Self).Containers.Where(c => c.OrganizationId == organizationId).OrderBy(c => c.Id).Take(MaxContainers).ToListAsync(ct);
        var samples = containers.Select(c => (Container: c, Labels: Labels(c, projects), stats.Latest(c.Id)?.Sample)).ToList();
        var text = new PrometheusText();
        Write("graphplatform_container_up", "Whether the container is to run and something of it does.", (_, sample) => sample is null ? 0 : 1);
        Write("graphplatform_container_cpu_cores", "Cores in use.", (_, sample) => sample?.CpuCores);
        Write("graphplatform_container_cpu_limit_cores", "Cores that each instance may use.", (c, _) => c.CpuMillis / 1000.0);
        Write("graphplatform_container_memory_bytes", "Memory in use, without page cache that could be given back.", (_, sample) => sample?.MemoryBytes);
        Write("graphplatform_container_memory_limit_bytes", "Memory that each instance may use.", (c, _) => c.MemoryBytes);
        Write("graphplatform_container_network_received_bytes_total", "Bytes received by all instances since the server measures them; never falls while it runs.", (_, sample) => sample?.NetworkRxBytes);
        Write("graphplatform_container_network_sent_bytes_total", "Bytes sent by all instances since the server measures them; never falls while it runs.", (_, sample) => sample?.NetworkTxBytes);
        Write("graphplatform_container_block_read_bytes_total", "Bytes read from disk by all instances since the server measures them; never falls while it runs.", (_, sample) => sample?.BlockReadBytes);
        Write("graphplatform_container_block_written_bytes_total", "Bytes written to disk by all instances since the server measures them; never falls while it runs.", (_, sample) => sample?.BlockWriteBytes);
        Write("graphplatform_container_processes", "Processes and threads.", (_, sample) => sample?.Pids);
        return text.ToString();

        void Write(string name, string help, Func<Container, StatsSample?, double?> value)
        {
            text.Metric(name, help);
            foreach (var (container, labels, sample) in samples)
                if (value(container, sample) is { } known) text.Value(name, known, labels);
        }
    }

    private async Task<string> PlatformAsync(CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var text = new PrometheusText();
        text.Metric("graphplatform_containers", "Containers by what is desired and whether they are awake.");
        var counts = await db.As(Self).Containers.GroupBy(c => new { c.Desired, c.Power }).Select(g => new { g.Key.Desired, g.Key.Power, Count = g.Count() }).ToListAsync(ct);
        foreach (var group in counts) text.Value("graphplatform_containers", group.Count, ("desired", Word(group.Desired)), ("power", Word(group.Power)));

        text.Metric("graphplatform_health", "How well a part works: 1 well, 0.5 degraded, 0 down.");
        foreach (var part in (await health.CheckAsync(Self, ct)).Components)
            text.Value("graphplatform_health", part.State switch { HealthState.Ok => 1, HealthState.Degraded => 0.5, _ => 0 }, ("component", part.Name));

        var known = await jobs.ListAsync(Self, ct);
        text.Metric("graphplatform_job_last_run_timestamp_seconds", "When a job last began.");
        foreach (var job in known.Where(j => j.LastStartedAt is not null)) text.Value("graphplatform_job_last_run_timestamp_seconds", job.LastStartedAt!.Value.ToUnixTimeMilliseconds() / 1000.0, ("job", job.Name));
        text.Metric("graphplatform_job_last_duration_seconds", "How long its last run took.");
        foreach (var job in known.Where(j => j.LastDuration is not null)) text.Value("graphplatform_job_last_duration_seconds", job.LastDuration!.Value.TotalSeconds, ("job", job.Name));
        text.Metric("graphplatform_job_last_succeeded", "Whether its last run succeeded.");
        foreach (var job in known.Where(j => j.LastOutcome is not null)) text.Value("graphplatform_job_last_succeeded", job.LastOutcome == JobOutcome.Succeeded ? 1 : 0, ("job", job.Name));

        text.Metric("graphplatform_log_lines_total", "Lines of containers' logs that were stored since the server started.").Value("graphplatform_log_lines_total", LogMeter.Lines);
        text.Metric("graphplatform_log_bytes_total", "Bytes of containers' logs that were stored since the server started.").Value("graphplatform_log_bytes_total", LogMeter.Bytes);
        using var process = Process.GetCurrentProcess();
        text.Metric("process_cpu_seconds_total", "CPU time of the server.").Value("process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        text.Metric("process_resident_memory_bytes", "Memory of the server.").Value("process_resident_memory_bytes", process.WorkingSet64);
        text.Metric("process_start_time_seconds", "When the server started.").Value("process_start_time_seconds", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        text.Metric("process_threads", "Threads of the server.").Value("process_threads", process.Threads.Count);
        text.Metric("dotnet_gc_heap_bytes", "Managed memory of the server.").Value("dotnet_gc_heap_bytes", GC.GetTotalMemory(forceFullCollection: false));
        return text.ToString();
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static (string, string)[] Labels(Container container, Dictionary<string, string> projects) =>
        [("container", container.Name), ("container_id", container.Id), ("project", projects.GetValueOrDefault(container.ProjectId, "")), ("project_id", container.ProjectId)];
}
