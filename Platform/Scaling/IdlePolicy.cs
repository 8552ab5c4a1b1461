using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Scaling;

/// <summary>Lets containers that nobody uses fall idle, and later asleep. Uses reset the time as they happen, so only what is due is touched.</summary>
public sealed class IdlePolicy(StateDatabase database, QuotaService quotas, IdleSchedule schedule, ActivityTracker activity, IOptions<IdleOptions> options, TimeProvider clock)
{
    private const int ChunkSize = 500;

    // What is being changed, or does not run, is looked at again; sooner where its own time is shorter.
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    // What computes is not frozen because its samples come late; when none comes for so long, measuring is broken, and time alone decides.
    private static readonly TimeSpan MeasuringLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NextSample = TimeSpan.FromSeconds(1);

    /// <summary>Looks at what is due.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> SweepAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var (due, idle, asleep) = (0, 0, 0);
        var since = clock.GetUtcNow();      // what falls due meanwhile is for the next sweep
        while (await Work.RetryAsync(() => SweepChunkAsync(caller, since, ct)) is { Due: > 0 } chunk)
        {
            due += chunk.Due;
            idle += chunk.Idle;
            asleep += chunk.Asleep;
        }

        return $"{due} looked at, {idle} frozen, {asleep} put to sleep";
    }

    private async Task<(int Due, int Idle, int Asleep)> SweepChunkAsync(Caller caller, DateTimeOffset since, CancellationToken ct)
    {
        var (idle, asleep, now) = (0, 0, clock.GetUtcNow());
        await using var work = await database.BeginAsync(ct);
        var all = work.As(caller);
        var containers = await all.Containers.Where(c => c.PowerDueAt <= since).OrderBy(c => c.PowerDueAt).Take(ChunkSize).ToListAsync(ct);
        var ids = containers.ConvertAll(c => c.Id);
        var alive = await all.Instances
            .Where(i => ids.Contains(i.ContainerId) && (i.Status == InstanceStatus.Running || i.Status == InstanceStatus.Frozen))
            .Select(i => i.ContainerId).ToHashSetAsync(ct);
        var released = new SortedDictionary<string, QuotaAmounts>(StringComparer.Ordinal);
        foreach (var container in containers)
        {
            var taken = QuotaAmounts.Of(container);
            if (!Decide(container, alive.Contains(container.Id), now)) continue;
            if (container.Power == PowerState.Idle)
            {
                idle++;
            }
            else
            {
                asleep++;
                released[container.OrganizationId] = released.GetValueOrDefault(container.OrganizationId) + QuotaAmounts.Of(container) - taken;
            }

            work.Publish(new ContainerDesired(container.Id));
            work.Publish(new ContainerChanged(container.Id, container.OrganizationId, container.ProjectId));
        }

        // In the order of their ids, as everyone does who charges several: so none waits for the other.
        foreach (var (organization, amounts) in released) await quotas.ChargeAsync(work, organization, amounts, ct);
        await work.CommitAsync(ct);
        return (containers.Count, idle, asleep);
    }

    /// <summary>Moves a container on if it is time, or writes down when it will be.</summary>
    /// <returns>Whether it was moved.</returns>
    private bool Decide(Container container, bool alive, DateTimeOffset now)
    {
        var last = schedule.LastUse(container).At;
        if (!container.ShouldRun)
        {
            container.Used(last, null);
            return false;
        }

        var limit = container.Power == PowerState.Active ? options.Value.IdleAfter(container) : options.Value.StopAfter(container);
        var dueAt = last + limit;
        if (dueAt <= now && (container.ObservedGeneration < container.Generation || container.Failure is not null || !alive)) dueAt = now + (limit < Later ? limit : Later);
        else if (dueAt <= now && now - dueAt < MeasuringLimit && container.Power == PowerState.Active && activity.IsUnmeasured(container.Id)) dueAt = now + NextSample;
        container.Used(last, dueAt);
        if (dueAt > now) return false;
        if (container.Power == PowerState.Active) schedule.FallIdle(container, now);
        else IdleSchedule.FallAsleep(container, now);
        return true;
    }
}
