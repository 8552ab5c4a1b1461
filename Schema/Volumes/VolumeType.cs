using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Schema.Volumes;

/// <summary>Files that outlive instances and, unless a user says otherwise, the container too.</summary>
[ObjectType<Volume>, Implements<INode>]
public static class VolumeType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Volume volume) => volume.Id;

    /// <summary>As it is shown.</summary>
    public static string Name([Parent] Volume volume) => volume.Name;

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] Volume volume) => volume.CreatedAt;

    /// <summary>Whether it was made by name. Not: it is a container's own, the work volume or one that the image declares, and may go with the container.</summary>
    public static bool Named([Parent] Volume volume) => volume.Named;

    /// <summary>The path that its container's image declares as a volume (VOLUME in a Dockerfile), which it was made for; null for others.</summary>
    public static string? DeclaredTarget([Parent] Volume volume) => volume.DeclaredTarget;

    /// <summary>The container that uses it, at most one; null when there is none.</summary>
    public static Task<Container?> ContainerAsync([Parent] Volume volume, Containers.ContainerLoader containers) =>
        volume.ContainerId is { } id ? containers.LoadAsync(id) : Task.FromResult<Container?>(null);
}
