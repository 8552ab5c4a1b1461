using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Makes, starts, resizes and ends instances.</summary>
internal sealed class InstanceSteps(
    ReconcileRecords records, WorkerRegistry workers, ProjectNetworks networks, ImageAccessRecords images, InstanceFollowers followers, LiveInstances live,
    RemovalSteps removals, PoolSteps pool)
{
    /// <summary>
    /// Records a replica. One that is to replace another is reached by name only when it is healthy. One that its container was promised from a pool is there
    /// already, and is started at once.
    /// </summary>
    public async Task AddAsync(ReconcileState state, string deploymentId, int index, CancellationToken ct)
    {
        var (container, deployment, taken) = (state.Container, state.Deployments[deploymentId], (Instance?)null);
        await records.WriteAsync(container.Id, async write =>
        {
            if (await PoolReservations.TakeAsync(write, deployment, index, ct) is { } pooled)
            {
                taken = write.Work.Add(new Instance(
                    pooled.Id, container.OrganizationId, container.Id, deployment.Id, index, pooled.WorkerId, reachable: true, write.Now, fromPool: true));
                Starting(state, write, taken);
                return;
            }

            write.Begin(Stages.Create);
            var reachable = !state.IsReplacing || deployment.Id == state.Serving!.Id || deployment.Strategy == UpdateStrategy.StopFirst;
            write.Work.Add(new Instance(Ids.New("ins"), container.OrganizationId, container.Id, deployment.Id, index, workers.Place(), reachable, write.Now));
        }, ct);
        if (taken is not null) await BeginAsync(state, taken, ct);
        else await pool.WelcomedAsync(container.Id);
    }

    /// <summary>Makes its engine container. Its limits are recorded before: what the engine has is never more recent than that.</summary>
    public async Task CreateAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var allowed = instance.Resources ?? state.Container.Allowed;
        if (instance.Resources is null || instance.FromPool)
        {
            await records.WriteAsync(state.Container.Id, async write =>
            {
                var made = await write.InstanceAsync(instance.Id, ct);
                made.Limited(allowed);
                made.MadeAnew();
            }, ct);
        }

        var worker = workers.Get(instance.WorkerId);
        var network = await networks.EnsureAsync(ReconcileRecords.Self, worker, state.Project, ct);
        var spec = state.DeploymentOf(instance).Spec;
        var access = await images.ForAsync(ReconcileRecords.Self, state.Container.OrganizationId, spec.Image, ct);
        await worker.CreateAsync(new(instance.Id, state.Container.Name, network, instance.Reachable, spec, allowed) { Login = access.Login }, ct);
    }

    /// <summary>Starts it, and begins to follow its log.</summary>
    public async Task StartAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        await records.WriteAsync(state.Container.Id, async write => Starting(state, write, await write.InstanceAsync(instance.Id, ct)), ct);
        await BeginAsync(state, instance, ct);
    }

    /// <summary>Tells the engine what it may use by now, running or not.</summary>
    public async Task ResizeAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var allowed = state.Container.Allowed;
        await workers.Get(instance.WorkerId).ResizeAsync(instance.Id, allowed, ct);
        await LimitAsync(state, instance, allowed, ct);
    }

    /// <summary>Ends its processes because they should not run.</summary>
    public async Task StopAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        live.Hide(instance);        // before it ends: no request is sent to it any more
        await records.WriteAsync(state.Container.Id, async write =>
        {
            write.Begin(Stages.Stop);
            (await write.InstanceAsync(instance.Id, ct)).Stopping();
        }, ct);
        await workers.Get(instance.WorkerId).StopAsync(instance.Id, state.Container.StopGrace, ct);
    }

    /// <summary>Ends the processes of one that is no longer well. It starts again as after a crash.</summary>
    public async Task EndAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        live.Hide(instance);
        await workers.Get(instance.WorkerId).StopAsync(instance.Id, state.Container.StopGrace, ct);
        await records.WriteAsync(state.Container.Id, async write =>
        {
            var ended = await write.InstanceAsync(instance.Id, ct);
            if (ended.Health != InstanceHealth.Unhealthy) return;
            var before = ended.Status;
            ended.Ended(state.Container.Restart, write.Now);
            ContainerNotices.Changed(write, ended, before, ended.MemoryKilledAt);
        }, ct);
    }

    private static void Starting(ReconcileState state, ReconcileWrite write, Instance instance)
    {
        write.Begin(Stages.Start);
        instance.Starting(state.Container.Generation);
        if (!instance.FromPool) return;
        instance.Limited(state.Container.Allowed);
        if (instance.StartedAt is null)
            foreach (var operation in write.Operations) operation.Report(Stages.Start, "from the warm pool", null);
    }

    private async Task BeginAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        var worker = workers.Get(instance.WorkerId);
        try
        {
            if (instance.FromPool) await pool.StartAsync(state, instance, ct);
            else await worker.StartAsync(instance.Id, ct);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.NotFound || (instance is { FromPool: true, StartedAt: null } && !error.Transient))
        {
            // Its network was cleaned up while it was stopped, or it was itself: an instance cannot change networks, so it is made anew. And what is wrong with
            // one that waited in a pool is not its container's fault; if it is, the cold start meets it too.
            await removals.SaveLogAsync(state, instance, ct);
            await worker.RemoveAsync(instance.Id, anonymousVolumes: false, ct);
            await CreateAsync(state, instance, ct);
            await worker.StartAsync(instance.Id, ct);
        }

        followers.Follow(state.Followed(instance), run: null, alive: true);
    }

    private Task LimitAsync(ReconcileState state, Instance instance, Resources allowed, CancellationToken ct) =>
        records.WriteAsync(state.Container.Id, async write => (await write.InstanceAsync(instance.Id, ct)).Limited(allowed), ct);
}
