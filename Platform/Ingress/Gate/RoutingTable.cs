using System.Collections.Concurrent;

namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>Which container each host name leads to. In memory: a request costs no look at the database, and is served while that is away.</summary>
public sealed class RoutingTable
{
    private readonly ConcurrentDictionary<string, Route> byHost = new();
    private readonly ConcurrentDictionary<string, Route> byContainer = new();
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it knows all that there is: before that, an unknown name may only be one that was not read yet.</summary>
    public Task Loaded => loaded.Task;

    /// <summary>Where requests for a host go; null when nobody has it.</summary>
    /// <param name="host">As the client wrote it, without a port.</param>
    public Route? Find(string host)
    {
        // As good as every client writes the stored form.
        if (byHost.TryGetValue(host, out var route)) return route;
        return HostNames.Normalize(host) is { } name && byHost.TryGetValue(name, out route) ? route : null;
    }

    /// <summary>Takes over how it is with one container. One writer at a time.</summary>
    internal void Set(Route route)
    {
        if (byContainer.TryGetValue(route.ContainerId, out var before))
        {
            if (before.IsLike(route)) return;
            foreach (var host in before.Hosts.Except(route.Hosts)) byHost.TryRemove(KeyValuePair.Create(host, before));
        }

        byContainer[route.ContainerId] = route;
        foreach (var host in route.Hosts) byHost[host] = route;
    }

    /// <summary>Forgets a container.</summary>
    internal void Remove(string containerId)
    {
        if (!byContainer.TryRemove(containerId, out var before)) return;
        foreach (var host in before.Hosts) byHost.TryRemove(KeyValuePair.Create(host, before));     // unless it is another's by now
    }

    /// <summary>Takes over how it is with all.</summary>
    internal void Replace(IReadOnlyList<Route> all)
    {
        var there = all.Select(r => r.ContainerId).ToHashSet();
        foreach (var gone in byContainer.Keys.Where(id => !there.Contains(id))) Remove(gone);
        foreach (var route in all) Set(route);
        loaded.TrySetResult();
    }
}
