using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;

namespace GraphPlatform.Schema.Containers;

/// <summary>Loads containers by id.</summary>
public sealed class ContainerLoader(ContainerQueries containers, Caller caller) : DataLoader<string, Container>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Container>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        containers.ByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Loads deployments by id.</summary>
public sealed class DeploymentLoader(ContainerQueries containers, Caller caller) : DataLoader<string, Deployment>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Deployment>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        containers.DeploymentsByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Loads instances by container.</summary>
public sealed class InstancesLoader(ContainerQueries containers, Caller caller) : DataLoader<string, IReadOnlyList<Instance>>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<Instance>>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await containers.InstancesByContainerAsync(caller, keys, cancellationToken)).ToDictionary(g => g.Key, IReadOnlyList<Instance> (g) => [.. g]);
}
