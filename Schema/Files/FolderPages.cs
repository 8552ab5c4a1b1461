using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Schema.Files;

/// <summary>Between the API's connections and folders: the cursor of an entry is its name.</summary>
internal static class FolderPages
{
    private const int DefaultSize = 20;

    public static async Task<Connection<ContainerFile>> ConnectAsync(Container container, string? path, PageArguments page, Caller caller, FileService files, CancellationToken ct)
    {
        if (page.Backward || page.Before is not null) throw new GraphQLException("A folder is read forwards: give \"first\" and \"after\".");
        var found = await files.ListAsync(caller, container.Id, path, page.After, page.First ?? DefaultSize, ct);
        return new([.. found.Entries.Select(e => new Edge<ContainerFile>(e, e.Name))], found.HasMore, page.After is not null, found.Total);
    }
}
