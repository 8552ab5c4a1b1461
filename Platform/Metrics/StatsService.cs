using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Metrics;

/// <summary>What containers use now.</summary>
public sealed class StatsService
{
    private readonly StateDatabase database;
    private readonly StatsHub hub;

    internal StatsService(StateDatabase database, StatsHub hub)
    {
        this.database = database;
        this.hub = hub;
    }

    /// <summary>The latest sample; null while nothing runs.</summary>
    public ContainerStats? Latest(Caller caller, Container container)
    {
        caller.Demand(Right.View, container, "container", container.Id);
        return hub.Latest(container.Id);
    }

    /// <summary>Samples of the last minutes, one a second, the oldest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="container">The container.</param>
    /// <param name="last">At most so many; five minutes are kept.</param>
    public IReadOnlyList<ContainerStats> History(Caller caller, Container container, int last)
    {
        caller.Demand(Right.View, container, "container", container.Id);
        return hub.History(container.Id, last);
    }

    /// <summary>A sample a second from now on, while the container runs; it waits while it does not.</summary>
    public async Task<IAsyncEnumerable<ContainerStats>> FollowAsync(Caller caller, string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
        caller.Demand(Right.View, container, "container", containerId);
        return hub.FollowAsync(containerId, ct);
    }
}
