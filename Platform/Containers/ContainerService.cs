using System.Text.Json;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Containers;

/// <summary>A changed container, and the operation that brings the change about.</summary>
public sealed record ContainerChange(Container Container, Operation Operation);

/// <summary>Changes what is desired of containers. Nothing here waits for an engine: the reconciler makes it so.</summary>
public sealed class ContainerService(
    StateDatabase database, WorkerRegistry workers, IOptions<ContainerOptions> defaults, PortPools pools, QuotaService quotas, ContainerSecurity security, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Where a container's work volume is.</summary>
    public const string WorkVolumePath = "/data";

    /// <summary>Makes a container and, unless told otherwise, starts it.</summary>
    public Task<ContainerChange> CreateAsync(Caller caller, NewContainer wanted, CancellationToken ct)
    {
        wanted.Validate();
        return audit.WatchAsync(caller, "createContainer", wanted.ProjectId, async () =>
        {
            var ports = wanted.Ports.Where(p => p.Pool is null).Select(p => p.HostPort ?? p.ContainerPort);
            await security.DemandAsync(caller, wanted.SecurityProfileId, Resources(wanted), ports, ct);
            return await Work.RetryAsync(() => CreateOnceAsync(caller, wanted, ct));
        }, ct);
    }

    /// <summary>Starts a container; one that failed tries again.</summary>
    public Task<ContainerChange> StartAsync(Caller caller, string id, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.StartContainer, [Stages.PullImage, Stages.Create, Stages.Start], (c, now) => c.Start(now), ct);

    /// <summary>Stops a container. Its file system and volumes stay.</summary>
    public Task<ContainerChange> StopAsync(Caller caller, string id, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.StopContainer, [Stages.Stop], (c, now) => c.Stop(now), ct);

    /// <summary>Deletes a container with its log. Its volumes stay unless <paramref name="volumes"/>.</summary>
    public Task<ContainerChange> DeleteAsync(Caller caller, string id, bool volumes, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.DeleteContainer, [Stages.Stop, Stages.SaveLog, Stages.Remove], (c, now) => c.Delete(volumes, now), ct);

    private async Task<ContainerChange> CreateOnceAsync(Caller caller, NewContainer wanted, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        var project = await work.As(caller).Projects.SingleOrDefaultAsync(p => p.Id == wanted.ProjectId, ct);
        caller.Demand(Right.Deploy, project, "project", wanted.ProjectId);
        var allowed = await SecurityAsync(caller, work, wanted.SecurityProfileId, project.OrganizationId, ct);

        var id = Ids.New("ctr");
        var runtime = new RuntimeSpec(wanted.Replicas, Resources(wanted), wanted.Restart, wanted.StopGrace ?? defaults.Value.StopGrace);
        var container = work.Add(new Container(id, project.OrganizationId, project.Id, wanted.Name, runtime, wanted.Start, now));
        var volume = work.Add(new Volume(Ids.New("vol"), project.OrganizationId, project.Id, id, wanted.Name + "-data", now));
        container.TakeSlug(await Slugs.ChooseAsync(work, wanted.Name, ct));
        var ports = await pools.AllocateAsync(work, workers.Place(), id, wanted.Ports, ct);
        var spec = new DeploymentSpec(
            wanted.Image,
            Digest: null,
            wanted.Entrypoint,
            wanted.Command,
            wanted.WorkingDirectory,
            [.. wanted.Environment.OrderBy(e => e.Name, StringComparer.Ordinal)],
            ports,
            [new VolumeMount(volume.Id, WorkVolumePath)],
            allowed);
        container.Serve(work.Add(new Deployment(Ids.New("dep"), project.OrganizationId, id, 1, spec, caller.Actor, now)));
        var operation = Begin(
            work, caller, container, OperationKind.CreateContainer, wanted.Start ? [Stages.PullImage, Stages.Create, Stages.Start] : [Stages.PullImage], now);
        await DemandFreeAsync(work, wanted, ports, ct);
        await quotas.ChargeAsync(work, container.OrganizationId, QuotaAmounts.Of(container), ct);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Somebody took the same name or port at the same moment. Choose another.") { Transient = true });
        return new(container, operation);
    }

    private static string Mutation(OperationKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private Operation Begin(Work work, Caller caller, Container container, OperationKind kind, IReadOnlyList<string> stages, DateTimeOffset now)
    {
        var operation = work.Add(new Operation(Ids.New("opr"), kind, container, container.Id, container.Generation, caller.Actor, stages, now));
        audit.Record(work, caller, Mutation(kind), container.OrganizationId, container.Id, container.Name);
        work.Publish(new ContainerDesired(container.Id));
        work.Publish(new ContainerChanged(container.Id, container.OrganizationId, container.ProjectId));
        return operation;
    }

    private static async Task<SecuritySpec> SecurityAsync(Caller caller, Work work, string? profileId, string organizationId, CancellationToken ct)
    {
        if (profileId is null) return SecuritySpec.Default;
        var profile = await work.As(caller).SecurityProfiles.SingleOrDefaultAsync(p => p.Id == profileId, ct);
        return profile is not null && (profile.OrganizationId is null || profile.OrganizationId == organizationId)
            ? profile.Spec
            : throw PlatformException.NotFound("security profile", profileId);
    }

    /// <summary>Finds what is taken before the keys do, to name it; of two at once the keys still let only one through.</summary>
    private static async Task DemandFreeAsync(Work work, NewContainer wanted, PortMapping[] ports, CancellationToken ct)
    {
        var all = work.As(Caller.System("conflicts"));
        if (await all.Containers.AnyAsync(c => c.ProjectId == wanted.ProjectId && c.Name == wanted.Name, ct))
            throw new PlatformException(ErrorCode.Conflict, $"There is a container '{wanted.Name}' in this project already. Choose another name.", "name");
        for (var i = 0; i < ports.Length; i++)
        {
            var (port, protocol) = (ports[i].HostPort, ports[i].Protocol);
            if (await all.PublishedPorts.AnyAsync(p => p.Port == port && p.Protocol == protocol, ct))
            {
                throw new PlatformException(
                    ErrorCode.Conflict, $"Host port {port} belongs to another container. Choose another, or delete that one.", "ports", i.ToString(), "hostPort");
            }
        }
    }

    private Task<ContainerChange> ChangeAsync(
        Caller caller, string id, OperationKind kind, IReadOnlyList<string> stages, Action<Container, DateTimeOffset> change, CancellationToken ct) =>
        audit.WatchAsync(caller, Mutation(kind), id, () => Work.RetryAsync(() => ChangeOnceAsync(caller, id, kind, stages, change, ct)), ct);

    private async Task<ContainerChange> ChangeOnceAsync(
        Caller caller, string id, OperationKind kind, IReadOnlyList<string> stages, Action<Container, DateTimeOffset> change, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await database.BeginAsync(ct);
        var container = await work.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == id, ct);
        caller.Demand(Right.Deploy, container, "container", id);
        var before = QuotaAmounts.Of(container);
        change(container, now);
        await quotas.ChargeAsync(work, container.OrganizationId, QuotaAmounts.Of(container) - before, ct);
        var overtaken = await work.As(caller).Operations.Where(o => o.SubjectId == id && o.Status == OperationStatus.Running).ToListAsync(ct);
        foreach (var operation in overtaken)
        {
            operation.Supersede(now);
            work.Publish(new OperationChanged(operation.Id, operation.OrganizationId));
        }

        var begun = Begin(work, caller, container, kind, stages, now);
        await work.CommitAsync(ct);
        return new(container, begun);
    }

    private Resources Resources(NewContainer wanted) => new(
        wanted.CpuMillis ?? defaults.Value.CpuMillis, wanted.MemoryBytes ?? defaults.Value.MemoryBytes, wanted.PidsLimit ?? defaults.Value.PidsLimit);
}
