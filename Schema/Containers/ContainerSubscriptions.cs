using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Schema.Containers;

/// <summary>Containers as they change.</summary>
[SubscriptionType]
public static class ContainerSubscriptions
{
    /// <summary>A snapshot first, then each change: of one container, of a project's, or of all that the viewer may see.</summary>
    [Returns<IContainerEvent>]
    public static async Task<IAsyncEnumerable<object>> ContainerChangedAsync(
        Caller caller, ContainerQueries containers, CancellationToken ct, [ID] string? id = null, [ID] string? projectId = null) =>
        EventsAsync(await containers.FollowAsync(caller, id, projectId, ct), ct);

    private static async IAsyncEnumerable<object> EventsAsync(IAsyncEnumerable<ContainerUpdate> updates, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var update in updates.WithCancellation(ct))
            yield return update.Container as object ?? new Removed(update.Id);
    }
}

/// <summary>A container as it is now, or that it is gone.</summary>
[UnionType("ContainerEvent")]
public interface IContainerEvent;
