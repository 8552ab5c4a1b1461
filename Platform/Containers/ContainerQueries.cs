using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Containers;

/// <summary>Which containers a list shows.</summary>
/// <param name="ProjectId">Only this project's; null for all.</param>
/// <param name="Search">Only those with this in their name; null for all.</param>
public sealed record ContainerFilter(string? ProjectId, string? Search);

/// <summary>What a stream of containers says: the container as it is now, or that it is gone.</summary>
/// <param name="Id">Which.</param>
/// <param name="Container">As it is; null when it is gone.</param>
public sealed record ContainerUpdate(string Id, Container? Container);

/// <summary>Reads containers and what belongs to them.</summary>
public sealed class ContainerQueries(StateDatabase database, EventBus events)
{
    /// <summary>Containers by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Container>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Containers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
    }

    /// <summary>A page of containers, the oldest first.</summary>
    public async Task<Page<Container>> ListAsync(Caller caller, ContainerFilter filter, PageRequest page, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await Page.OfAsync(Filtered(db, caller, filter), c => c.Id, page, ct);
    }

    /// <summary>How many containers a list has.</summary>
    public async Task<int> CountAsync(Caller caller, ContainerFilter filter, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await Filtered(db, caller, filter).CountAsync(ct);
    }

    /// <summary>How many containers each project has.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByProjectAsync(Caller caller, IReadOnlyList<string> projectIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Containers.Where(c => projectIds.Contains(c.ProjectId))
            .GroupBy(c => c.ProjectId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    /// <summary>Deployments by id.</summary>
    public async Task<IReadOnlyDictionary<string, Deployment>> DeploymentsByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Deployments.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
    }

    /// <summary>A page of a container's deployments, the newest first.</summary>
    public async Task<Page<Deployment>> DeploymentsAsync(Caller caller, string containerId, PageRequest page, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await Page.OfNewestAsync(db.As(caller).Deployments.Where(d => d.ContainerId == containerId), d => d.Id, page, ct);
    }

    /// <summary>The instances of containers, in the order of their index.</summary>
    public async Task<ILookup<string, Instance>> InstancesByContainerAsync(Caller caller, IReadOnlyList<string> containerIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var instances = await db.As(caller).Instances.Where(i => containerIds.Contains(i.ContainerId)).OrderBy(i => i.Index).ToListAsync(ct);
        return instances.ToLookup(i => i.ContainerId);
    }

    /// <summary>
    /// A snapshot first, then each change: one container, those of one project, or all that the caller may see. Changes that come faster than they are read become one.
    /// </summary>
    public async Task<IAsyncEnumerable<ContainerUpdate>> FollowAsync(Caller caller, string? id, string? projectId, CancellationToken ct)
    {
        caller.DemandUser();
        if (id is not null && !(await ByIdAsync(caller, [id], ct)).ContainsKey(id)) throw PlatformException.NotFound("container", id);
        await using var db = await database.ReadAsync(ct);
        if (projectId is not null && !await db.As(caller).Projects.AnyAsync(p => p.Id == projectId, ct)) throw PlatformException.NotFound("project", projectId);
        return UpdatesAsync(caller, id, projectId, ct);
    }

    private static IQueryable<Container> Filtered(PlatformDb db, Caller caller, ContainerFilter filter)
    {
        var all = db.As(caller).Containers;
        if (filter.ProjectId is { } project) all = all.Where(c => c.ProjectId == project);
        if (filter.Search is { Length: > 0 } search) all = all.Where(c => c.Name.Contains(search));
        return all;
    }

    private async IAsyncEnumerable<ContainerUpdate> UpdatesAsync(Caller caller, string? id, string? projectId, [EnumeratorCancellation] CancellationToken ct)
    {
        using var changes = events.Subscribe<ContainerChanged>(e =>
            (id is null || e.ContainerId == id) && (projectId is null || e.ProjectId == projectId) && caller.Organizations.Contains(e.OrganizationId));
        var known = new HashSet<string>();
        await foreach (var container in AllAsync(caller, id, projectId, ct))
        {
            known.Add(container.Id);
            yield return new(container.Id, container);
        }

        while (await changes.WaitAsync(ct))
        {
            if (changes.TakeMissed() > 0)
            {
                // Removals may be among what was missed: what the reader knows and is no longer there is gone.
                var before = known;
                known = [];
                await foreach (var container in AllAsync(caller, id, projectId, ct))
                {
                    known.Add(container.Id);
                    yield return new(container.Id, container);
                }

                foreach (var gone in before.Except(known)) yield return new(gone, null);
            }

            var (changed, removed) = (new HashSet<string>(), new HashSet<string>());
            while (changed.Count < 100 && changes.TryRead(out var change)) (change.Removed ? removed : changed).Add(change.ContainerId);
            foreach (var container in (await ByIdAsync(caller, [.. changed], ct)).Values)
            {
                known.Add(container.Id);
                yield return new(container.Id, container);
            }

            foreach (var gone in removed)
            {
                known.Remove(gone);
                yield return new(gone, null);
            }
        }
    }

    private async IAsyncEnumerable<Container> AllAsync(Caller caller, string? id, string? projectId, [EnumeratorCancellation] CancellationToken ct)
    {
        if (id is not null)
        {
            foreach (var container in (await ByIdAsync(caller, [id], ct)).Values) yield return container;
            yield break;
        }

        for (var page = await ListAsync(caller, new(projectId, null), new(100), ct); ; page = await ListAsync(caller, new(projectId, null), new(100, page.Items[^1].Id), ct))
        {
            foreach (var container in page.Items) yield return container;
            if (!page.HasNext) yield break;
        }
    }
}
