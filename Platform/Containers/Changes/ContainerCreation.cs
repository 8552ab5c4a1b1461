using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Volumes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>Makes containers.</summary>
public sealed class ContainerCreation
{
    private static readonly string[] StagesOfStart = [Stages.PullImage, Stages.Create, Stages.Start, Stages.CheckHealth, Stages.Switch];

    private readonly StateDatabase database;
    private readonly QuotaService quotas;
    private readonly AuditTrail audit;
    private readonly ContainerSecurity security;
    private readonly ContainerChanges changes;
    private readonly Idempotency idempotency;
    private readonly DeploymentSpecs specs;
    private readonly PoolReservations pools;
    private readonly IdleSchedule schedule;
    private readonly ContainerOptions defaults;
    private readonly TimeProvider clock;

    internal ContainerCreation(
        StateDatabase database,
        QuotaService quotas,
        AuditTrail audit,
        ContainerSecurity security,
        ContainerChanges changes,
        Idempotency idempotency,
        DeploymentSpecs specs,
        PoolReservations pools,
        IdleSchedule schedule,
        IOptions<ContainerOptions> defaults,
        TimeProvider clock)
    {
        this.database = database;
        this.quotas = quotas;
        this.audit = audit;
        this.security = security;
        this.changes = changes;
        this.idempotency = idempotency;
        this.specs = specs;
        this.pools = pools;
        this.schedule = schedule;
        this.defaults = defaults.Value;
        this.clock = clock;
    }

    /// <summary>Makes a container and, unless told otherwise, starts it.</summary>
    public Task<ContainerChange> CreateAsync(Caller caller, NewContainer wanted, ChangeTerms options, CancellationToken ct)
    {
        wanted.Validate();
        return audit.WatchAsync(caller, ContainerChanges.Mutation(OperationKind.CreateContainer), wanted.ProjectId, async () =>
        {
            await security.DemandAsync(caller, wanted.Config, wanted.Config.Runtime(defaults).Resources, ct);
            return await CreateOnceAsync(caller, wanted, options, ct);
        }, ct);
    }

    private async Task<ContainerChange> CreateOnceAsync(Caller caller, NewContainer wanted, ChangeTerms options, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        await work.LockAsync(wanted.ProjectId, ct);
        var project = await work.As(caller).Projects.SingleOrDefaultAsync(p => p.Id == wanted.ProjectId, ct);
        caller.Demand(Right.Deploy, project, "project", wanted.ProjectId);
        var plan = new ContainerPlan(PlanAction.Create, null, []);
        if (await Idempotency.FindAsync(work, caller, nameof(OperationKind.CreateContainer), options, ct) is { } known)
        {
            var made = await work.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == known.SubjectId, ct) ?? throw PlatformException.NotFound("container", known.SubjectId);
            return new(made, await work.As(caller).Operations.SingleOrDefaultAsync(o => o.Id == known.OperationId, ct), plan);
        }

        var (id, config) = (Ids.New("ctr"), wanted.Config);
        await DemandNameAsync(work, wanted, ct);
        var container = work.Add(new Container(id, project.OrganizationId, project.Id, wanted.Name, config.Runtime(defaults), config.SecurityProfileId, wanted.Start, now));
        container.TakeSlug(await Slugs.ChooseAsync(work, wanted.Name, ct));
        var spec = await specs.OfAsync(caller, work, container, config, new VolumeMount(Ids.New("vol"), VolumeTargets.Work), ct);
        if (wanted.Start && wanted.Volumes.Count == 0 && !options.DryRun && await pools.ReserveAsync(work, container, spec, ct) is { } warm)
            spec = spec with { Mounts = [new VolumeMount(warm, VolumeTargets.Work)] };
        spec = spec with { Mounts = [.. spec.Mounts, .. await AddVolumesAsync(work, container, wanted.Volumes, now, ct)] };
        work.Add(new Volume(spec.Mounts[0].VolumeId, project.OrganizationId, project.Id, id, wanted.Name + "-data", named: false, now));
        var deployment = work.Add(new Deployment(Ids.New("dep"), project.OrganizationId, id, 1, spec, caller.Actor, now));
        deployment.Configure(config.HttpPort, config.SecurityProfileId);
        container.Serve(deployment);
        schedule.Set(container, spec);
        await quotas.ChargeAsync(work, container.OrganizationId, QuotaAmounts.Of(container), ct);
        if (options.DryRun) return new(container, null, plan);

        wanted.Along?.Invoke(work, container);
        var operation = changes.Begin(work, caller, container, OperationKind.CreateContainer, wanted.Start ? StagesOfStart : [Stages.PullImage], now);
        idempotency.Note(work, caller, nameof(OperationKind.CreateContainer), options, id, operation.Id);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Somebody took the same name or port at the same moment. Choose another.") { Transient = true });
        return new(container, operation, plan);
    }

    /// <summary>Makes volumes by the names that are wished, or the next that are free.</summary>
    private static async Task<IReadOnlyList<VolumeMount>> AddVolumesAsync(Work work, Container container, IReadOnlyList<NewVolume> wanted, DateTimeOffset now, CancellationToken ct)
    {
        if (wanted.Count == 0) return [];
        var taken = await work.As(Caller.System("volumes")).Volumes.Where(v => v.ProjectId == container.ProjectId).Select(v => v.Name).ToHashSetAsync(ct);
        var mounts = new List<VolumeMount>();
        foreach (var volume in wanted)
        {
            var name = volume.Name;
            for (var number = 2; !taken.Add(name); number++) name = $"{volume.Name}-{number}";
            var made = work.Add(new Volume(Ids.New("vol"), container.OrganizationId, container.ProjectId, container.Id, name, !volume.FromImage, now, volume.FromImage ? volume.Target : null));
            mounts.Add(new(made.Id, volume.Target, volume.FromImage));
        }

        return mounts;
    }

    /// <summary>Finds what is taken before the key does, to name it; of two at once the key still lets only one through.</summary>
    private static async Task DemandNameAsync(Work work, NewContainer wanted, CancellationToken ct)
    {
        if (await work.As(Caller.System("conflicts")).Containers.AnyAsync(c => c.ProjectId == wanted.ProjectId && c.Name == wanted.Name, ct))
            throw new PlatformException(ErrorCode.Conflict, $"There is a container '{wanted.Name}' in this project already. Choose another name.", "name");
    }
}
