using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Schema.Files;

/// <summary>Folders as they change.</summary>
[SubscriptionType]
public static class FileSubscriptions
{
    /// <summary>A folder of a container's volumes now, and again whenever something in it was made, written, moved or deleted, by whomever. Ends when it is gone.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="path">The folder, as a program in the container would name it; the work volume where nothing is said.</param>
    public static IAsyncEnumerable<ContainerFile> FolderChanged([ID] string containerId, Caller caller, FileService files, CancellationToken ct, string? path = null) =>
        files.WatchAsync(caller, containerId, path, ct);
}
