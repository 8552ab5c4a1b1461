using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>Changes what containers run. What can change while it runs does; for the rest a new deployment takes the place of the old one.</summary>
public sealed class ContainerUpdates
{
    private static readonly string[] StagesOfRollout =
        [Stages.PullImage, Stages.Stop, Stages.Create, Stages.Start, Stages.CheckHealth, Stages.Switch, Stages.Drain, Stages.SaveLog, Stages.Remove];

    private readonly StateDatabase database;
    private readonly ContainerChanges changes;
    private readonly AuditTrail audit;
    private readonly ContainerSecurity security;
    private readonly DeploymentSpecs specs;
    private readonly StrategyChooser strategies;
    private readonly WorkerRegistry workers;
    private readonly ContainerOptions defaults;

    internal ContainerUpdates(
        StateDatabase database,
        ContainerChanges changes,
        AuditTrail audit,
        ContainerSecurity security,
        DeploymentSpecs specs,
        StrategyChooser strategies,
        WorkerRegistry workers,
        IOptions<ContainerOptions> defaults)
    {
        this.database = database;
        this.changes = changes;
        this.audit = audit;
        this.security = security;
        this.specs = specs;
        this.strategies = strategies;
        this.workers = workers;
        this.defaults = defaults.Value;
    }

    /// <summary>Changes the configuration.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">The container.</param>
    /// <param name="ifGeneration">Only while the container is at this generation; null: whatever others have changed meanwhile.</param>
    /// <param name="change">From the configuration as it is to the one that is wanted.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">CONFLICT: somebody else has changed it.</exception>
    public Task<ContainerChange> UpdateAsync(
        Caller caller, string id, long? ifGeneration, Func<ContainerConfig, ContainerConfig> change, ChangeTerms options, CancellationToken ct) =>
        Work.RetryAsync(() => UpdateOnceAsync(caller, id, ifGeneration, change, options, ct));

    /// <summary>The rules of security may ask the engine, so they are looked at before the transaction, and again when somebody else was faster.</summary>
    private async Task<ContainerChange> UpdateOnceAsync(
        Caller caller, string id, long? ifGeneration, Func<ContainerConfig, ContainerConfig> change, ChangeTerms options, CancellationToken ct)
    {
        var looked = await audit.WatchAsync(caller, ContainerChanges.Mutation(OperationKind.UpdateContainer), id, () => SecureAsync(caller, id, change, ct), ct);
        return await ApplyAsync(caller, id, OperationKind.UpdateContainer, options, async scope =>
        {
            if (scope.Container.Generation != looked) throw new PlatformException(ErrorCode.Conflict, "Somebody else changed it at the same moment. Load it again and repeat.") { Transient = true };
            DemandGeneration(scope.Container, ifGeneration);
            var config = change(ContainerConfig.Of(scope.Container, scope.Target.Spec));
            var problems = new Problems();
            config.Validate(problems);
            problems.ThrowIfAny();
            var spec = await specs.OfAsync(caller, scope.Work, scope.Container, config, scope.Target.Spec.Mounts[0], ct);

            // The digest belongs to the reference, and so do the volumes that the image declares: only another reference is looked up anew.
            if (spec.Image == scope.Target.Spec.Image) spec = spec with { Digest = scope.Target.Spec.Digest };
            if (spec.Digest is not null && scope.Target.Spec.ImageVolumes is { } declared)
                spec = await ImageVolumes.MountAsync(scope.Work, scope.Container, spec, declared, scope.Now, ct);
            var runtime = config.Runtime(defaults);
            var differences = ConfigDifference.Of(Present(scope), new(runtime, spec, config.SecurityProfileId));
            var replaces = spec.ToJson() != scope.Target.Spec.ToJson();
            if (!replaces && differences.Count == 0) return new(PlanAction.None, null, []);
            if (replaces) await DeployAsync(scope, spec, alwaysPull: false, ct);
            scope.Deployment.Configure(runtime.HttpPort, config.SecurityProfileId);
            scope.Container.Update(runtime, config.SecurityProfileId, replaces ? scope.Deployment : null, scope.Now);
            return new(replaces ? PlanAction.Replace : PlanAction.Adjust, null, differences);
        }, ct);
    }

    private async Task<long> SecureAsync(Caller caller, string id, Func<ContainerConfig, ContainerConfig> change, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == id, ct);
        caller.Demand(Right.Deploy, container, "container", id);
        var spec = (await db.As(caller).Deployments.SingleAsync(d => d.Id == container.DeploymentId, ct)).Spec;
        var config = change(ContainerConfig.Of(container, spec));
        await security.DemandAsync(caller, config, config.Runtime(defaults).Resources, ct);
        return container.Generation;
    }

    /// <summary>Rolls the present configuration out anew, with the image that its reference means now.</summary>
    public Task<ContainerChange> DeployAsync(Caller caller, string id, ChangeTerms options, CancellationToken ct) =>
        ApplyAsync(caller, id, OperationKind.DeployContainer, options, async scope =>
        {
            await VolumeClaims.TakeAsync(caller, scope.Work, scope.Container, VolumeTargets.AskedFor(scope.Target.Spec), ct);
            await DeployAsync(scope, scope.Target.Spec.Unresolved(), alwaysPull: true, ct);
            scope.Deployment.Configure(scope.Target.HttpPort, scope.Target.SecurityProfileId);
            scope.Container.Update(scope.Container.Runtime, scope.Container.SecurityProfileId, scope.Deployment, scope.Now);
            return new(PlanAction.Replace, null, []);
        }, ct);

    /// <summary>Goes back to what an earlier deployment ran: its very image and configuration.</summary>
    /// <exception cref="PlatformException">NOT_FOUND: no such deployment of this container. CONFLICT: its image was never found.</exception>
    public Task<ContainerChange> RollbackAsync(Caller caller, string id, string deploymentId, ChangeTerms options, CancellationToken ct) =>
        ApplyAsync(caller, id, OperationKind.RollbackContainer, options, async scope =>
        {
            var earlier = await scope.Work.As(caller).Deployments.SingleOrDefaultAsync(d => d.Id == deploymentId && d.ContainerId == id, ct)
                ?? throw PlatformException.NotFound("deployment", deploymentId);
            if (earlier.Spec.Digest is null) throw new PlatformException(ErrorCode.Conflict, $"Deployment {earlier.Number} never had an image. Choose one that has served.", "deploymentId");
            if (earlier.Id == scope.Target.Id && earlier.Status == DeploymentStatus.Serving) return new(PlanAction.None, null, []);
            var runtime = scope.Container.Runtime with { HttpPort = earlier.HttpPort };
            var differences = ConfigDifference.Of(Present(scope), new(runtime, earlier.Spec, earlier.SecurityProfileId));
            await TakePortsAsync(scope, earlier.Spec, ct);
            await VolumeClaims.TakeAsync(caller, scope.Work, scope.Container, VolumeTargets.AskedFor(earlier.Spec), ct);
            await DeployAsync(scope, earlier.Spec, alwaysPull: false, ct);
            scope.Deployment.Configure(earlier.HttpPort, earlier.SecurityProfileId);
            scope.Container.Update(runtime, earlier.SecurityProfileId, scope.Deployment, scope.Now);
            return new(PlanAction.Replace, null, differences);
        }, ct);

    /// <summary>Which volumes a new image declares is known only when it was pulled; most keep those of the one before.</summary>
    private static DeploymentSpec WithKnownVolumes(DeploymentSpec spec, DeploymentSpec before) =>
        spec.ImageVolumes is not null ? spec : spec with { Mounts = [.. spec.Mounts, .. before.Mounts.Where(m => m.FromImage && spec.Mounts.All(n => n.Target != m.Target))] };

    private static Configured Present(ChangeScope scope) => new(scope.Container.Runtime, scope.Target.Spec, scope.Container.SecurityProfileId);

    private static void DemandGeneration(Container container, long? wanted)
    {
        if (wanted is { } generation && container.Generation != generation)
        {
            throw new PlatformException(
                ErrorCode.Conflict, $"Somebody else has changed it: it is at generation {container.Generation} by now, and you saw {generation}. Load it again and repeat.", "ifGeneration");
        }
    }

    /// <summary>Adds a deployment that is to serve, in the place of one that never did.</summary>
    private static async Task DeployAsync(ChangeScope scope, DeploymentSpec spec, bool alwaysPull, CancellationToken ct)
    {
        var (container, all) = (scope.Container, scope.Work.As(scope.Caller));
        var number = await all.Deployments.Where(d => d.ContainerId == container.Id).MaxAsync(d => d.Number, ct) + 1;
        scope.Target.Supersede(number);
        scope.Deployment = scope.Work.Add(new Deployment(Ids.New("dep"), container.OrganizationId, container.Id, number, spec, scope.Caller.Actor, scope.Now, alwaysPull));
    }

    /// <summary>Host ports of the new version are taken at once; those of the old one stay until it is gone, so that it can come back.</summary>
    private async Task TakePortsAsync(ChangeScope scope, DeploymentSpec spec, CancellationToken ct)
    {
        await DeploymentSpecs.DemandFreeAsync(scope.Work, scope.Container, spec.Ports, ct);
        var (worker, id) = (workers.Place(), scope.Container.Id);
        var held = await scope.Work.As(Caller.System("ports")).PublishedPorts.Where(p => p.ContainerId == id).ToListAsync(ct);
        foreach (var port in spec.Ports)
            if (!held.Exists(h => h.Is(port))) scope.Work.Add(new PublishedPort(worker, port, id));
    }

    private async Task<ContainerChange> ApplyAsync(
        Caller caller, string id, OperationKind kind, ChangeTerms options, Func<ChangeScope, Task<ContainerPlan>> change, CancellationToken ct)
    {
        DeploymentSpec? before = null, after = null;
        var done = await changes.ApplyAsync(caller, Right.Deploy, id, kind, StagesOfRollout, options, async scope =>
        {
            var plan = await change(scope);
            (before, after) = (scope.Target.Spec, scope.Deployment.Spec);
            return plan;
        }, ct);

        // Only who asks for the plan waits for the engine: whether a volume has files decides about the downtime.
        if (!options.DryRun || done.Plan.Action != PlanAction.Replace || done.Container is not { ShouldRun: true }) return done;
        var (_, because) = await strategies.ChooseAsync(done.Container, before!, WithKnownVolumes(after!, before!), ct);
        return done with { Plan = done.Plan with { DowntimeBecause = because } };
    }
}
