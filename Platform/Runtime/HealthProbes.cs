using System.Collections.Concurrent;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Runtime.Plans;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Checks the health of every instance that runs and has a check. Frozen ones are left in peace.</summary>
internal sealed partial class HealthProbes(WorkerRegistry workers, ReconcileRecords records, EventBus events, TimeProvider clock, ILogger<HealthProbes> logger) : IAsyncDisposable
{
    // Somebody may be waiting for the first success: it is looked for often at first.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestStartPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, Probe> probes = new();

    /// <summary>Sees to it that each instance is checked while it runs, and only then.</summary>
    public async Task WatchAsync(ReconcileState state)
    {
        foreach (var instance in state.Instances)
        {
            var check = Readiness.CheckOf(state.DeploymentOf(instance));
            if (check is null || instance is not { Status: InstanceStatus.Running, StartedAt: { } started, Address: { } address })
            {
                await StopAsync(instance.Id);
                continue;
            }

            var wanted = new Watched(instance.ContainerId, instance.Id, instance.WorkerId, started, address, check);
            if (probes.TryGetValue(instance.Id, out var running) && running.Watched == wanted) continue;
            await StopAsync(instance.Id);
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            probes[instance.Id] = new Probe(wanted, stop, RunAsync(wanted, instance.Health, stop.Token));
        }
    }

    /// <summary>Whether an instance was checked since a time: what it did then is no use.</summary>
    public bool WasCheckedSince(string instanceId, DateTimeOffset time) => probes.TryGetValue(instanceId, out var probe) && probe.Watched.CheckedAt >= time;

    /// <summary>Stops checking an instance.</summary>
    public async Task StopAsync(string instanceId)
    {
        if (!probes.TryRemove(instanceId, out var probe)) return;
        await probe.Stop.CancelAsync();
        await probe.Run;
        probe.Stop.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var id in probes.Keys) await StopAsync(id);
        stopping.Dispose();
    }

    private async Task RunAsync(Watched watched, InstanceHealth known, CancellationToken ct)
    {
        await Task.Yield();
        var (check, pause, failures) = (watched.Check, FirstPause, 0);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var failure = await workers.Get(watched.WorkerId).ProbeAsync(watched.InstanceId, watched.Address, check, ct);
                watched.CheckedAt = clock.GetUtcNow();
                var starting = known == InstanceHealth.Unknown && watched.CheckedAt - watched.StartedAt < check.StartPeriod;
                failures = failure is null || starting ? 0 : failures + 1;
                var now = failure is null ? InstanceHealth.Healthy : failures >= check.Retries ? InstanceHealth.Unhealthy : known;
                if (now != known && await WriteAsync(watched, now, failure, ct)) known = now;
                pause = starting && failure is not null ? Shorter(pause * 1.5, Shorter(check.Interval, LongestStartPause)) : check.Interval;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (PlatformException)
            {
                // The engine is away, or the instance has just ended: that is told by others, and says nothing of its health.
            }
            catch (Exception error)
            {
                ProbeFailed(logger, error, watched.InstanceId);
            }

            await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes what was found, unless the instance has been started anew meanwhile.</summary>
    private async Task<bool> WriteAsync(Watched watched, InstanceHealth health, string? failure, CancellationToken ct)
    {
        var written = false;
        await records.WriteAsync(watched.ContainerId, async write =>
        {
            if (await write.FindInstanceAsync(watched.InstanceId, ct) is not { Status: InstanceStatus.Running } instance) return;
            instance.Checked(health, failure);
            written = true;
        }, ct);
        events.Publish(new ReconcileHint(watched.ContainerId));
        return written;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(LogLevel.Error, "The health of {InstanceId} could not be checked; it is tried again")]
    private static partial void ProbeFailed(ILogger logger, Exception error, string instanceId);

    private sealed record Probe(Watched Watched, CancellationTokenSource Stop, Task Run);

    /// <summary>What is checked. When it was last is not part of what it is.</summary>
    private sealed record Watched(string ContainerId, string InstanceId, string WorkerId, DateTimeOffset StartedAt, string Address, HealthCheck Check)
    {
        private long checkedAt;

        public DateTimeOffset CheckedAt
        {
            get => new(Volatile.Read(ref checkedAt), TimeSpan.Zero);
            set => Volatile.Write(ref checkedAt, value.UtcTicks);
        }

        public bool Equals(Watched? other) =>
            other is not null && (InstanceId, StartedAt, Address) == (other.InstanceId, other.StartedAt, other.Address) && SameCheck(Check, other.Check);

        public override int GetHashCode() => HashCode.Combine(InstanceId, StartedAt, Address);

        private static bool SameCheck(HealthCheck one, HealthCheck other) =>
            one with { Command = null } == other with { Command = null } && (one.Command ?? []).SequenceEqual(other.Command ?? []);
    }
}
