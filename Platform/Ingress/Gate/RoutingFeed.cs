using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>Keeps the routing table as the database is: reads all at the start, and again when events were missed; otherwise what has changed.</summary>
internal sealed partial class RoutingFeed(
    RoutingTable table, StateDatabase database, EventBus events, IOptions<IngressOptions> options, TimeProvider clock, ILogger<RoutingFeed> logger) : BackgroundService
{
    private const int ChunkSize = 500;

    private static readonly Caller Self = Caller.System("ingress");
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changes = events.Subscribe<ContainerChanged>(capacity: 4096);
        var all = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                all |= changes.TakeMissed() > 0;
                if (all) await LoadAllAsync(stoppingToken);
                all = false;
                await changes.WaitAsync(stoppingToken);
                await TakeAsync(changes, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception error)
            {
                FeedFailed(logger, error);
                all = true;
                await Task.Delay(AfterError, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Reads every container.</summary>
    internal async Task LoadAllAsync(CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        table.Replace(await ReadAsync(db, null, ct));
    }

    /// <summary>Reads containers that have changed.</summary>
    internal async Task LoadAsync(IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var there = await ReadAsync(db, ids, ct);
        foreach (var gone in ids.Except(there.Select(r => r.ContainerId))) table.Remove(gone);
        foreach (var route in there) table.Set(route);
    }

    private async Task TakeAsync(EventReader<ContainerChanged> changes, CancellationToken ct)
    {
        var ids = new HashSet<string>();
        while (ids.Count < ChunkSize && changes.TryRead(out var change)) ids.Add(change.ContainerId);
        if (ids.Count > 0) await LoadAsync(ids, ct);
    }

    private async Task<List<Route>> ReadAsync(PlatformDb db, IReadOnlyCollection<string>? ids, CancellationToken ct)
    {
        var all = db.As(Self);
        var containers = await all.Containers.Where(c => !c.Deleting && (ids == null || ids.Contains(c.Id))).Select(c => new { c.Id, c.Slug, c.HttpPort }).ToListAsync(ct);
        var domains = (await all.Domains.Where(d => d.Status == DomainStatus.Verified && (ids == null || ids.Contains(d.ContainerId))).OrderBy(d => d.Id)
            .Select(d => new { d.ContainerId, d.Host }).ToListAsync(ct)).ToLookup(d => d.ContainerId, d => d.Host);
        return containers.ConvertAll(c => new Route(c.Id, c.HttpPort, [$"{c.Slug}.{options.Value.Domain}", .. domains[c.Id]]));
    }

    [LoggerMessage(LogLevel.Error, "The names of containers could not be read; it is tried again")]
    private static partial void FeedFailed(ILogger logger, Exception error);
}
