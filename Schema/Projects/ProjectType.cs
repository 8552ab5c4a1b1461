using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Backups;
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
        Pages.Connect(await containers.ListAsync(caller, new(project.Id, null), Pages.Of(page, "ctr"), ct), c => c.Id);

    /// <summary>How many containers it has.</summary>
    public static Task<int> ContainerCountAsync([Parent] Project project, ContainerCountLoader counts) => counts.LoadAsync(project.Id);

    /// <summary>Backups of its containers, those included that are gone; the newest first.</summary>
    public static async Task<Connection<Backup>> BackupsAsync([Parent] Project project, PageArguments page, Caller caller, BackupService backups, CancellationToken ct) =>
        Pages.Connect(await backups.ListAsync(caller, new(ProjectId: project.Id), Pages.Of(page, "bak"), ct), b => b.Id);

    /// <summary>Its volumes, the oldest first.</summary>
    public static async Task<IReadOnlyList<Volume>> VolumesAsync([Parent] Project project, ProjectVolumesLoader volumes) =>
        await volumes.LoadAsync(project.Id) ?? [];
}
