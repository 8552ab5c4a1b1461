using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Projects;

/// <summary>Projects and their networks.</summary>
public sealed class ProjectService(
    StateDatabase database, SubnetPool subnets, WorkerRegistry workers, IOptions<QuotaOptions> quotas, AuditTrail audit, TimeProvider clock)
{
    /// <summary>One project; null when the caller sees none of that id.</summary>
    public async Task<Project?> FindAsync(Caller caller, string id, CancellationToken ct) =>
        (await ByIdAsync(caller, [id], ct)).GetValueOrDefault(id);

    /// <summary>Projects by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Project>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Projects.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    }

    /// <summary>A page of the caller's projects by name.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="organizationId">Only this organization's; null for all.</param>
    /// <param name="page">Which part.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Page<Project>> ListAsync(Caller caller, string? organizationId, PageRequest page, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        var all = db.As(caller).Projects;
        if (organizationId is not null) all = all.Where(p => p.OrganizationId == organizationId);
        return await Page.OfAsync(all, p => p.Id, page, ct);
    }

    /// <summary>Makes a project with a network of its own.</summary>
    /// <param name="caller">Needs the right to manage.</param>
    /// <param name="organizationId">Whose; null where the caller has one organization only.</param>
    /// <param name="name">Unique in the organization.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">QUOTA_EXCEEDED: the organization has as many as it may. CAPACITY: no network is left.</exception>
    public async Task<Project> CreateAsync(Caller caller, string? organizationId, string name, CancellationToken ct)
    {
        caller.DemandUser();
        new Problems()
            .Require(Names.IsLabel(name), Names.LabelRule, "name")
            .Require(organizationId is not null || caller.Organizations.Count == 1, "You are in several organizations: say which one.", "organizationId")
            .ThrowIfAny();
        organizationId ??= caller.Organizations[0];
        return await audit.WatchAsync(caller, "createProject", organizationId, () => AddAsync(caller, organizationId, name, ct), ct);
    }

    private async Task<Project> AddAsync(Caller caller, string organizationId, string name, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        await work.LockAsync(organizationId, ct);
        var organization = await work.As(caller).Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct);
        caller.Demand(Right.Manage, organization, "organization", organizationId);
        if (await work.As(caller).Projects.AnyAsync(p => p.OrganizationId == organizationId && p.Name == name, ct))
            throw new PlatformException(ErrorCode.Conflict, $"There is a project '{name}' in this organization already. Choose another name.", "name");
        if (await work.As(caller).Projects.CountAsync(p => p.OrganizationId == organizationId, ct) >= quotas.Value.Projects)
        {
            throw new PlatformException(
                ErrorCode.QuotaExceeded,
                $"An organization has at most {quotas.Value.Projects} projects. Delete one that is empty, or ask an administrator of the platform for a higher limit (Quotas:Projects).");
        }

        var taken = await work.As(Caller.System("subnets")).Projects.Select(p => p.Subnet).ToListAsync(ct);
        var project = work.Add(new Project(Ids.New("prj"), organization.Id, name, subnets.Allocate(taken), clock.GetUtcNow()));
        audit.Record(work, caller, "createProject", organization.Id, project.Id, name);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Somebody took the same name or subnet at the same moment.") { Transient = true });
        return project;
    }

    /// <summary>Deletes an empty project and its network.</summary>
    public Task<string> DeleteAsync(Caller caller, string id, CancellationToken ct) =>
        audit.WatchAsync(caller, "deleteProject", id, () => DeleteOnceAsync(caller, id, ct), ct);

    private async Task<string> DeleteOnceAsync(Caller caller, string id, CancellationToken ct)
    {
        string network;
        await using (var work = await database.BeginAsync(ct))
        {
            await work.LockAsync(id, ct);
            var project = await work.As(caller).Projects.SingleOrDefaultAsync(p => p.Id == id, ct);
            caller.Demand(Right.Manage, project, "project", id);
            if (await work.As(caller).Containers.CountAsync(c => c.ProjectId == id, ct) is > 0 and var containers)
                throw new PlatformException(ErrorCode.Conflict, $"The project still has {containers} containers. Delete them first.");
            if (await work.As(caller).Volumes.CountAsync(v => v.ProjectId == id, ct) is > 0 and var volumes)
                throw new PlatformException(ErrorCode.Conflict, $"The project still has {volumes} volumes with files. Delete them first.");
            network = project.NetworkName;
            work.Remove(project);
            audit.Record(work, caller, "deleteProject", project.OrganizationId, project.Id, project.Name);
            await work.CommitAsync(ct);
        }

        foreach (var worker in workers.Connected)
        {
            try
            {
                await workers.Get(worker).RemoveNetworkAsync(network, ct);
            }
            catch (PlatformException)
            {
                // The project is gone all the same. The full reconcile removes networks of projects that are gone, and says when it cannot.
            }
        }

        return id;
    }
}
