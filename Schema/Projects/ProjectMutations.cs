using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Projects;

namespace GraphPlatform.Schema.Projects;

/// <summary>Changes projects.</summary>
[MutationType]
public static class ProjectMutations
{
    /// <summary>Makes a project with a network of its own.</summary>
    public static Task<Project> CreateProjectAsync(CreateProjectInput input, Caller caller, ProjectService projects, CancellationToken ct) =>
        projects.CreateAsync(caller, input.OrganizationId, input.Name, ct);

    /// <summary>Deletes a project that has neither containers nor volumes.</summary>
    public static async Task<DeletedProject> DeleteProjectAsync(DeleteProjectInput input, Caller caller, ProjectService projects, CancellationToken ct) =>
        new(await projects.DeleteAsync(caller, input.ProjectId, ct));
}

/// <summary>What makes a project.</summary>
/// <param name="Name">A DNS label, unique in the organization.</param>
/// <param name="OrganizationId">Whose; may be left out by members of one organization.</param>
public sealed record CreateProjectInput(string Name, [ID] string? OrganizationId = null);

/// <summary>Which project.</summary>
/// <param name="ProjectId">Its id.</param>
public sealed record DeleteProjectInput([ID] string ProjectId);

/// <summary>A project that is gone.</summary>
/// <param name="ProjectId">Its id.</param>
[Payload]
public sealed record DeletedProject([property: ID] string ProjectId);
