using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Projects;

namespace GraphPlatform.Schema.Projects;

/// <summary>Projects.</summary>
[QueryType]
public static class ProjectQueries
{
    /// <summary>A project by its id.</summary>
    public static Task<Project?> ProjectAsync([ID] string id, ProjectLoader projects) => projects.LoadAsync(id);

    /// <summary>All projects that the viewer may see, the oldest first.</summary>
    public static async Task<Connection<Project>> ProjectsAsync(PageArguments page, Caller caller, ProjectService projects, CancellationToken ct) =>
        Pages.Connect(await projects.ListAsync(caller, null, Pages.Of(page, "prj"), ct), p => p.Id);
}
