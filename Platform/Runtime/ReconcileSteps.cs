using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Applies the steps of a plan: says in the database what begins, then asks the engine. Never both at once, since a transaction holds the writer's lane.</summary>
internal sealed class ReconcileSteps(
    ReconcileRecords records,
    WorkerRegistry workers,
    ProjectNetworks networks,
    InstanceFollowers followers,
    LogStore logs,
    LogIngest ingest,
    StatsHub stats,
    QuotaService quotas,
    IOptions<LogOptions> logOptions,
    TimeProvider clock)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan PullStandstill = TimeSpan.FromMinutes(10);

    /// <summary>Applies one step.</summary>
    /// <param name="state">What is recorded.</param>
    /// <param name="step">The step.</param>
    /// <param name="superseded">Tells that something else is desired by now, so that a long pull is not waited for.</param>
    /// <param name="ct">The server stops.</param>
    public Task ApplyAsync(ReconcileState state, ReconcileStep step, CancellationToken superseded, CancellationToken ct) => step switch
    {
        ReconcileStep.ResolveImage => ResolveImageAsync(state, superseded, ct),
        ReconcileStep.AddInstance add => AddAsync(state, add.Index, ct),
        ReconcileStep.CreateInstance create => CreateAsync(state, Find(state, create.InstanceId), ct),
        ReconcileStep.StartInstance start => StartAsync(state, Find(state, start.InstanceId), ct),
        ReconcileStep.ThawInstance thaw => Worker(Find(state, thaw.InstanceId)).ThawAsync(thaw.InstanceId, ct),
        ReconcileStep.StopInstance stop => StopAsync(state, Find(state, stop.InstanceId), ct),
        ReconcileStep.RemoveInstance remove => RemoveAsync(state, Find(state, remove.InstanceId), ct),
        ReconcileStep.Forget => ForgetAsync(state, ct),
        _ => throw new InvalidOperationException($"Unknown step {step}."),
    };

    private static Instance Find(ReconcileState state, string id) => state.Instances.Single(i => i.Id == id);

    private IWorker Worker(Instance instance) => workers.Get(instance.WorkerId);

    private async Task ResolveImageAsync(ReconcileState state, CancellationToken superseded, CancellationToken ct)
    {
        using var pulling = CancellationTokenSource.CreateLinkedTokenSource(superseded, ct);
        var workerId = workers.Place();
        var (id, reference) = (state.Container.Id, state.Deployment.Spec.Image);
        var progress = new LatestProgress();
        var pull = workers.Get(workerId).ResolveImageAsync(reference, progress, pulling.Token);
        var last = await WatchAsync(id, reference, pull, progress, pulling, ct);
        var image = await pull;
        await records.WriteAsync(id, async write =>
        {
            var deployment = await write.All.Deployments.SingleAsync(d => d.Id == state.Deployment.Id, ct);
            if (deployment.Spec.Digest is null) deployment.Resolve(image.Digest);
            if (!image.Pulled) return;
            write.Begin(Stages.PullImage);
            foreach (var operation in write.Operations) operation.Report(Stages.PullImage, last is null ? null : Describe(last), 100);
            if (!await write.All.WorkerImages.AnyAsync(i => i.WorkerId == workerId && i.Digest == image.Digest && i.Reference == reference, ct))
                write.Work.Add(new WorkerImage(workerId, image.Digest, reference, write.Now));
        }, ct);
    }

    /// <summary>Writes how far a pull is while it goes on, and ends one that stands still, or that can no longer be told of.</summary>
    private async Task<PullProgress?> WatchAsync(
        string containerId, string reference, Task pull, LatestProgress progress, CancellationTokenSource pulling, CancellationToken ct)
    {
        var (last, moved) = ((PullProgress?)null, clock.GetTimestamp());
        try
        {
            while (await Task.WhenAny(pull, Task.Delay(ProgressInterval, clock, ct)) != pull)
            {
                ct.ThrowIfCancellationRequested();
                if (clock.GetElapsedTime(moved) > PullStandstill)
                    throw new PlatformException(ErrorCode.Engine, $"The pull of {reference} has stood still for {PullStandstill.TotalMinutes:0} minutes. Check the registry and the network.");
                if (progress.Take() is not { } at || at == last) continue;
                (last, moved) = (at, clock.GetTimestamp());
                await records.WriteAsync(containerId, write =>
                {
                    write.Begin(Stages.PullImage);
                    foreach (var operation in write.Operations) operation.Report(Stages.PullImage, Describe(at), Percent(at));
                    return Task.CompletedTask;
                }, ct);
            }

            return progress.Take() ?? last;
        }
        finally
        {
            if (!pull.IsCompleted)
            {
                await pulling.CancelAsync();
                await pull.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task AddAsync(ReconcileState state, int index, CancellationToken ct) => records.WriteAsync(state.Container.Id, write =>
    {
        write.Begin(Stages.Create);
        var (container, deployment) = (state.Container, state.Deployment);
        write.Work.Add(new Instance(Ids.New("ins"), container.OrganizationId, container.Id, deployment.Id, index, workers.Place(), write.Now));
        return Task.CompletedTask;
    }, ct);

    private async Task CreateAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var worker = Worker(instance);
        var network = await networks.EnsureAsync(ReconcileRecords.Self, worker, state.Project, ct);
        await worker.CreateAsync(new(instance.Id, state.Container.Name, network, state.Deployment.Spec, state.Container.Runtime.Resources), ct);
    }

    private async Task StartAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        await records.WriteAsync(state.Container.Id, async write =>
        {
            write.Begin(Stages.Start);
            (await write.InstanceAsync(instance.Id, ct)).Starting(state.Container.Generation);
        }, ct);
        try
        {
            await Worker(instance).StartAsync(instance.Id, ct);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.NotFound)
        {
            // Its network was cleaned up while it was stopped, or it was itself: an instance cannot change networks, so it is made anew.
            await SaveLogAsync(state, instance, ct);
            await Worker(instance).RemoveAsync(instance.Id, ct);
            await CreateAsync(state, instance, ct);
            await Worker(instance).StartAsync(instance.Id, ct);
        }

        followers.Follow(state.Followed(instance), run: null, alive: true);
    }

    private async Task StopAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        await records.WriteAsync(state.Container.Id, async write =>
        {
            write.Begin(Stages.Stop);
            (await write.InstanceAsync(instance.Id, ct)).Stopping();
        }, ct);
        await Worker(instance).StopAsync(instance.Id, state.Container.StopGrace, ct);
    }

    /// <summary>The engine's copy of the log goes with the instance, so it is read to its end first, or a gap says that it was not.</summary>
    private async Task RemoveAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var worker = Worker(instance);
        var container = state.Container;
        await SaveLogAsync(state, instance, ct);
        await worker.RemoveAsync(instance.Id, ct);
        followers.Forget(instance.Id);
        await records.WriteAsync(container.Id, async write =>
        {
            write.Begin(Stages.Remove);
            write.Work.Remove(await write.InstanceAsync(instance.Id, ct));
        }, ct);
        logs.Get(container.Id).Forget(instance.Id);
    }

    private async Task SaveLogAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        if (await Worker(instance).InspectAsync(instance.Id, ct) is not { State: not ObservedState.Created } last) return;
        await records.WriteAsync(state.Container.Id, write =>
        {
            write.Begin(Stages.SaveLog);
            return Task.CompletedTask;
        }, ct);
        var limit = logOptions.Value.DrainTimeout;
        if (!await followers.DrainAsync(state.Followed(instance), last.StartedAt, limit, ct))
        {
            ingest.RecordLoss(
                state.Container.Id,
                instance.Id,
                state.Deployment.Number,
                $"The instance was removed before its log was read to the end, which took longer than {limit.TotalSeconds:0} s.");
        }
    }

    private async Task ForgetAsync(ReconcileState state, CancellationToken ct)
    {
        var id = state.Container.Id;
        if (state.Container.DeletingVolumes)
        {
            foreach (var mount in state.Deployment.Spec.Mounts)
                foreach (var worker in workers.Connected) await workers.Get(worker).RemoveVolumeAsync(mount.VolumeId, ct);
        }

        await records.WriteAsync(id, async write =>
        {
            foreach (var volume in await write.All.Volumes.Where(v => v.ContainerId == id).ToListAsync(ct))
            {
                if (write.Container.DeletingVolumes) write.Work.Remove(volume);
                else volume.Release();
            }

            foreach (var port in await write.All.PublishedPorts.Where(p => p.ContainerId == id).ToListAsync(ct)) write.Work.Remove(port);
            foreach (var deployment in await write.All.Deployments.Where(d => d.ContainerId == id).ToListAsync(ct)) write.Work.Remove(deployment);
            foreach (var operation in write.Operations) operation.Succeed(write.Now);
            await DomainService.ForgetAsync(write.Work, id, ct);
            await quotas.ChargeAsync(write.Work, write.Container.OrganizationId, -QuotaAmounts.Of(write.Container), ct);
            write.Work.Remove(write.Container);
            write.IsForgotten = true;
        }, ct);
        logs.Delete(id);
        stats.Remove(id);
    }

    private static string Describe(PullProgress at) =>
        at.Total == 0 ? $"{at.Done} of {at.Layers} layers" : $"{at.Current / 1_000_000.0:0.#} of {at.Total / 1_000_000.0:0.#} MB";

    private static int? Percent(PullProgress at) => at.Total == 0 ? null : (int)Math.Min(100, 100 * at.Current / at.Total);

    private sealed class LatestProgress : IProgress<PullProgress>
    {
        private PullProgress? latest;

        public void Report(PullProgress value) => Interlocked.Exchange(ref latest, value);

        public PullProgress? Take() => Interlocked.Exchange(ref latest, null);
    }
}
