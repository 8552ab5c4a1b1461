using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Schema.Projects;

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
