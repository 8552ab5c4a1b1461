using System.Collections.Concurrent;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Which instance to follow.</summary>
internal sealed record FollowedInstance(string InstanceId, string ContainerId, string WorkerId, int Deployment);

/// <summary>Follows the log and the stats of every instance that runs: one stream of each, however many watch.</summary>
internal sealed partial class InstanceFollowers(
    LogIngest ingest, StatsHub stats, UseDetector uses, LoadWindows loads, WorkerRegistry workers, TimeProvider clock, ILogger<InstanceFollowers> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, Follower> followers = new();

    /// <summary>Sees to it that an instance is followed: until its processes end and its log is committed.</summary>
    /// <param name="instance">Which.</param>
    /// <param name="run">The start of the run that was observed; one that was read to its end is not read again. Null right after a start.</param>
    /// <param name="alive">Whether its processes run.</param>
    public void Follow(FollowedInstance instance, DateTimeOffset? run, bool alive)
    {
        var follower = followers.GetOrAdd(instance.InstanceId, static _ => new Follower());
        lock (follower)
        {
            if (follower.Log.IsCompleted && (alive || run is null || run != follower.ReadRun)) follower.Log = FollowLogAsync(instance, follower, run, stopping.Token);
            if (follower.Stats.IsCompleted && alive) follower.Stats = FollowStatsAsync(instance, isNew: run is null, stopping.Token);
        }
    }

    /// <summary>Whether the log of a run is committed to its last line.</summary>
    public bool WasReadToEnd(string instanceId, DateTimeOffset run) => followers.TryGetValue(instanceId, out var follower) && follower.ReadRun == run;

    /// <summary>Waits until the log of an instance that has ended is committed to its last line.</summary>
    /// <returns>False when that took too long.</returns>
    public async Task<bool> DrainAsync(FollowedInstance instance, DateTimeOffset? run, TimeSpan limit, CancellationToken ct)
    {
        Follow(instance, run, alive: false);
        try
        {
            await followers[instance.InstanceId].Log.WaitAsync(limit, clock, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Forgets an instance that is gone.</summary>
    public void Forget(string instanceId) => followers.TryRemove(instanceId, out _);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(followers.Values.SelectMany(f => new[] { f.Log, f.Stats }));
        stopping.Dispose();
    }

    private async Task FollowLogAsync(FollowedInstance instance, Follower follower, DateTimeOffset? run, CancellationToken ct)
    {
        await Task.Yield();
        for (var broken = false; !ct.IsCancellationRequested;)
        {
            try
            {
                var worker = workers.Get(instance.WorkerId);
                await ingest.ReadAsync(worker, instance.ContainerId, instance.InstanceId, instance.Deployment, live: true, ct);
                broken = false;
                var now = await worker.InspectAsync(instance.InstanceId, ct);
                if (now is { State: ObservedState.Running or ObservedState.Frozen })
                {
                    if (!await PauseAsync(ct)) return;      // the engine closed the stream, not the instance
                    continue;
                }

                await ingest.ReadAsync(worker, instance.ContainerId, instance.InstanceId, instance.Deployment, live: false, ct);
                follower.ReadRun = now?.StartedAt ?? run;
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (PlatformException error) when (error.Code == ErrorCode.NotFound)
            {
                return;
            }
            catch (Exception error)
            {
                if (!broken) StreamBroke(logger, "log", instance.InstanceId, error.Message, error is PlatformException ? null : error);
                broken = true;
            }

            if (!await PauseAsync(ct)) return;
        }
    }

    /// <param name="instance">Which.</param>
    /// <param name="isNew">Whether it was started just now, so that its counters began at zero.</param>
    /// <param name="ct">Ends it.</param>
    private async Task FollowStatsAsync(FollowedInstance instance, bool isNew, CancellationToken ct)
    {
        await Task.Yield();
        StatsSample? counted = isNew ? default(StatsSample) : null;
        for (var broken = false; !ct.IsCancellationRequested;)
        {
            try
            {
                var worker = workers.Get(instance.WorkerId);
                StatsSample? earlier = null;
                await foreach (var sample in worker.FollowStatsAsync(instance.InstanceId, ct))
                {
                    if (earlier is { } before) uses.Note(instance.ContainerId, instance.InstanceId, before, sample);
                    earlier = sample;
                    var all = stats.Publish(instance.ContainerId, instance.InstanceId, sample, Traffic.Between(counted, sample));
                    counted = sample;
                    loads.Note(instance.ContainerId, all);
                    broken = false;
                }

                stats.Ended(instance.ContainerId, instance.InstanceId);
                if (await worker.InspectAsync(instance.InstanceId, ct) is not { State: ObservedState.Running or ObservedState.Frozen }) return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                stats.Ended(instance.ContainerId, instance.InstanceId);
                if (error is PlatformException { Code: ErrorCode.NotFound }) return;
                if (!broken) StreamBroke(logger, "stats", instance.InstanceId, error.Message, error is PlatformException ? null : error);
                broken = true;
            }

            if (!await PauseAsync(ct)) return;
        }
    }

    private async Task<bool> PauseAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(Retry, clock, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Microsoft.Extensions.Logging.LogLevel.Warning, "The {What} stream of {InstanceId} broke: {Reason}")]
    private static partial void StreamBroke(ILogger logger, string what, string instanceId, string reason, Exception? error);

    private sealed class Follower
    {
        public Task Log { get; set; } = Task.CompletedTask;

        public Task Stats { get; set; } = Task.CompletedTask;

        public DateTimeOffset? ReadRun { get; set; }
    }
}
