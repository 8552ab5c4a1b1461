using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Pools;

namespace GraphPlatform.Schema.Pools;

/// <summary>Warm pools.</summary>
[QueryType]
public static class WarmPoolQueries
{
    /// <summary>The warm pools, the oldest first. For administrators.</summary>
    public static async Task<Connection<WarmPool>> WarmPoolsAsync(PageArguments page, Caller caller, WarmPoolService pools, CancellationToken ct) =>
        Pages.Connect(await pools.ListAsync(caller, Pages.Of(page, "wpl"), ct), p => p.Id);
}

/// <summary>Changes warm pools.</summary>
[MutationType]
public static class WarmPoolMutations
{
    /// <summary>Makes a warm pool for an image and lets it fill. For administrators.</summary>
    public static Task<WarmPool> CreateWarmPoolAsync(CreateWarmPoolInput input, Caller caller, WarmPoolService pools, CancellationToken ct) =>
        pools.CreateAsync(caller, input.Image, input.SecurityProfileId, input.Minimum, input.Maximum, ct);

    /// <summary>Sets how many wait at least and at most; what is left out stays. A failure is tried anew at once. For administrators.</summary>
    public static Task<WarmPool> UpdateWarmPoolAsync(UpdateWarmPoolInput input, Caller caller, WarmPoolService pools, CancellationToken ct) =>
        pools.UpdateAsync(caller, input.WarmPoolId, input.Minimum, input.Maximum, ct);

    /// <summary>Removes a pool with all that waits in it. Containers that took theirs from it go on. For administrators.</summary>
    public static async Task<DeletedWarmPool> DeleteWarmPoolAsync(DeleteWarmPoolInput input, Caller caller, WarmPoolService pools, CancellationToken ct) =>
        new((await pools.DeleteAsync(caller, input.WarmPoolId, ct)).Id);
}

/// <summary>Warm pools as they change.</summary>
[SubscriptionType]
public static class WarmPoolSubscriptions
{
    /// <summary>Each pool as it is, and again whenever it has changed. For administrators.</summary>
    [Returns<IWarmPoolEvent>]
    public static IAsyncEnumerable<object> WarmPoolChanged(Caller caller, WarmPoolService pools, CancellationToken ct) => EventsAsync(pools.Follow(caller, ct), ct);

    private static async IAsyncEnumerable<object> EventsAsync(IAsyncEnumerable<WarmPoolUpdate> updates, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var update in updates.WithCancellation(ct)) yield return update.Pool as object ?? new Removed(update.Id);
    }
}

/// <summary>A warm pool as it is now, or that it is gone.</summary>
[UnionType("WarmPoolEvent")]
public interface IWarmPoolEvent;

/// <summary>What makes a warm pool.</summary>
/// <param name="Image">The image: starts of it that fit take one. It is on the worker, or can be pulled without a password.</param>
/// <param name="Minimum">How many wait at least.</param>
/// <param name="Maximum">How many wait at most, when there is demand.</param>
/// <param name="SecurityProfileId">The profile that its instances have; the defaults without one.</param>
public sealed record CreateWarmPoolInput(string Image, int Minimum = 1, int Maximum = 5, [ID] string? SecurityProfileId = null);

/// <summary>Other bounds; what is left out stays.</summary>
/// <param name="WarmPoolId">Its id.</param>
/// <param name="Minimum">How many wait at least.</param>
/// <param name="Maximum">How many wait at most.</param>
public sealed record UpdateWarmPoolInput([ID] string WarmPoolId, int? Minimum = null, int? Maximum = null);

/// <summary>Which warm pool.</summary>
/// <param name="WarmPoolId">Its id.</param>
public sealed record DeleteWarmPoolInput([ID] string WarmPoolId);

/// <summary>A warm pool that is gone.</summary>
/// <param name="WarmPoolId">Its id.</param>
[Payload]
public sealed record DeletedWarmPool([property: ID] string WarmPoolId);
