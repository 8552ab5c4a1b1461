using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Jobs;

/// <summary>What the platform does by itself, and how it went.</summary>
public sealed class JobService(StateDatabase database, DiskReserve reserve)
{
    /// <summary>All jobs by name. There are few.</summary>
    public async Task<IReadOnlyList<ScheduledJob>> ListAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Jobs.OrderBy(j => j.Name).Take(1000).ToListAsync(ct);
    }

    /// <summary>Notes which jobs there are and when they run; forgets others. A server starts on a full disk too.</summary>
    public Task ScheduleAsync(
        Caller caller, IReadOnlyList<(string Name, string Description, TimeSpan Interval, DateTimeOffset? NextRunAt)> schedule, CancellationToken ct)
    {
        caller.DemandAdministrator();
        return reserve.RunAsync(() => ScheduleOnceAsync(caller, schedule, ct));
    }

    private async Task ScheduleOnceAsync(
        Caller caller, IReadOnlyList<(string Name, string Description, TimeSpan Interval, DateTimeOffset? NextRunAt)> schedule, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var known = await work.As(caller).Jobs.ToDictionaryAsync(j => j.Name, ct);
        foreach (var (name, description, interval, next) in schedule)
        {
            if (!known.Remove(name, out var job)) job = work.Add(new ScheduledJob(name));
            job.Schedule(description, interval, next);
        }

        foreach (var gone in known.Values) work.Remove(gone);
        await work.CommitAsync(ct);
    }

    /// <summary>Notes a run.</summary>
    public async Task RanAsync(
        Caller caller, string name, DateTimeOffset startedAt, TimeSpan duration, JobOutcome outcome, string? message, DateTimeOffset? nextRunAt, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var work = await database.BeginAsync(ct);
        var job = await work.As(caller).Jobs.SingleOrDefaultAsync(j => j.Name == name, ct) ?? work.Add(new ScheduledJob(name));
        job.Ran(startedAt, duration, outcome, message, nextRunAt);
        await work.CommitAsync(ct);
    }
}
