using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Schema.Accounts;

namespace GraphPlatform.Schema.Projects;

/// <summary>Groups containers. They reach each other by name on the project's own network; other projects are out of reach.</summary>
[ObjectType<Project>, Implements<INode>]
public static class ProjectType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Project project) => project.Id;

    /// <summary>Unique in the organization.</summary>
    public static string Name([Parent] Project project) => project.Name;

    /// <summary>The addresses of its network.</summary>
    public static string Subnet([Parent] Project project) => project.Subnet;

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] Project project) => project.CreatedAt;

    /// <summary>The organization that owns it.</summary>
    public static async Task<Organization> OrganizationAsync([Parent] Project project, OrganizationLoader organizations) =>
        await organizations.LoadAsync(project.OrganizationId) ?? throw PlatformException.NotFound("organization", project.OrganizationId);

    /// <summary>Its containers, the oldest first.</summary>
    public static async Task<Connection<Container>> ContainersAsync(
        [Parent] Project project, PageArguments page, Caller caller, ContainerQueries containers, CancellationToken ct) =>
        Pages.Connect(await containers.ListAsync(caller, new(project.Id, null), Pages.Of(page), ct), c => c.Id);

    /// <summary>How many containers it has.</summary>
    public static Task<int> ContainerCountAsync([Parent] Project project, ContainerCountLoader counts) => counts.LoadAsync(project.Id);

    /// <summary>Its volumes, the oldest first.</summary>
    public static async Task<IReadOnlyList<Volume>> VolumesAsync([Parent] Project project, ProjectVolumesLoader volumes) =>
        await volumes.LoadAsync(project.Id) ?? [];
}

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

    /// <summary>The container that uses it; null when that is gone.</summary>
    public static Task<Container?> ContainerAsync([Parent] Volume volume, Containers.ContainerLoader containers) =>
        volume.ContainerId is { } id ? containers.LoadAsync(id) : Task.FromResult<Container?>(null);
}

/// <summary>Loads projects by id.</summary>
public sealed class ProjectLoader(ProjectService projects, Caller caller) : DataLoader<string, Project>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Project>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        projects.ByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Counts containers by project.</summary>
public sealed class ContainerCountLoader(ContainerQueries containers, Caller caller) : DataLoader<string, int>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, int>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        containers.CountByProjectAsync(caller, keys, cancellationToken);
}

/// <summary>Loads volumes by project.</summary>
public sealed class ProjectVolumesLoader(VolumeService volumes, Caller caller) : DataLoader<string, IReadOnlyList<Volume>>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<Volume>>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await volumes.ByProjectAsync(caller, keys, cancellationToken)).ToDictionary(g => g.Key, IReadOnlyList<Volume> (g) => [.. g]);
}
