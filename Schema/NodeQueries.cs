using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Schema;

/// <summary>Loads whatever ids name, by their prefixes: one query for each kind.</summary>
public sealed class NodeLoader(
    AccountService accounts, ProjectService projects, ContainerQueries containers, OperationService operations, VolumeService volumes, WorkerService workers, DomainService domains, WarmPoolService pools, AlertService alerts,
    NotificationService notifications, BackupService backups, RestoreService restores, Caller caller)
    : DataLoader<string, object>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, object>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, object>();
        foreach (var kind in keys.GroupBy(key => Ids.Prefix(key).ToString()))
        {
            IReadOnlyList<string> ids = [.. kind];
            switch (kind.Key)
            {
                case "usr": Add(await accounts.ByIdAsync(caller, ids, cancellationToken)); break;
                case "org": Add(await accounts.OrganizationsByIdAsync(caller, ids, cancellationToken)); break;
                case "prj": Add(await projects.ByIdAsync(caller, ids, cancellationToken)); break;
                case "ctr": Add(await containers.ByIdAsync(caller, ids, cancellationToken)); break;
                case "dep": Add(await containers.DeploymentsByIdAsync(caller, ids, cancellationToken)); break;
                case "vol": Add(await volumes.ByIdAsync(caller, ids, cancellationToken)); break;
                case "wrk": Add(await workers.ByIdAsync(caller, ids, cancellationToken)); break;
                case "dom": Add(await domains.ByIdAsync(caller, ids, cancellationToken)); break;
                case "wpl": Add(await pools.ByIdAsync(caller, ids, cancellationToken)); break;
                case "alr": Add(await alerts.RulesByIdAsync(caller, ids, cancellationToken)); break;
                case "alt": Add(await alerts.ByIdAsync(caller, ids, cancellationToken)); break;
                case "ntf": Add(await notifications.ByIdAsync(caller, ids, cancellationToken)); break;
                case "bak": Add(await backups.ByIdAsync(caller, ids, cancellationToken)); break;
                case "rst": Add(await restores.ByIdAsync(caller, ids, cancellationToken)); break;
                case "opr": Add(await operations.ByIdAsync(caller, ids, cancellationToken)); break;
                default: break;     // no such kind, so no such object
            }
        }

        return found;

        void Add<T>(IReadOnlyDictionary<string, T> some) where T : class
        {
            foreach (var (id, entity) in some) found[id] = entity;
        }
    }
}

/// <summary>Objects by id, of whatever kind.</summary>
[QueryType]
public static class NodeQueries
{
    private const int MaxNodes = 100;

    /// <summary>The object with this id; null when there is none that the viewer may see.</summary>
    [Returns<INode>]
    public static Task<object?> NodeAsync([ID] string id, NodeLoader nodes) => nodes.LoadAsync(id);

    /// <summary>The objects with these ids, in their order; at most 100.</summary>
    [Returns<INode>]
    public static async Task<IReadOnlyList<object?>> NodesAsync([ID] IReadOnlyList<string> ids, NodeLoader nodes)
    {
        if (ids.Count > MaxNodes)
            throw new PlatformException(ErrorCode.Validation, $"At most {MaxNodes} ids at once.", "ids");
        return await Task.WhenAll(ids.Select(nodes.LoadAsync));
    }
}
