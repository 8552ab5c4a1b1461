using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Schema.Containers;

/// <summary>Containers.</summary>
[QueryType]
public static class ContainerRootQueries
{
    /// <summary>A container by its id.</summary>
    public static Task<Container?> ContainerAsync([ID] string id, ContainerLoader containers) => containers.LoadAsync(id);

    /// <summary>Containers that the viewer may see, the oldest first.</summary>
    public static async Task<Connection<Container>> ContainersAsync(
        PageArguments page, Caller caller, ContainerQueries containers, CancellationToken ct, ContainerFilterInput? where = null)
    {
        var filter = new ContainerFilter(where?.ProjectId, where?.Search);
        return Pages.Connect(await containers.ListAsync(caller, filter, Pages.Of(page, "ctr"), ct), c => c.Id, await containers.CountAsync(caller, filter, ct));
    }
}

/// <summary>Which containers a list shows.</summary>
/// <param name="ProjectId">Only this project's.</param>
/// <param name="Search">Only those with this in their name.</param>
[Name("ContainerFilter")]
public sealed record ContainerFilterInput([ID] string? ProjectId = null, string? Search = null);
