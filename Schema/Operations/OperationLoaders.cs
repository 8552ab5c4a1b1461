using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Schema.Operations;

/// <summary>Loads operations by id.</summary>
public sealed class OperationLoader(OperationService operations, Caller caller) : DataLoader<string, Operation>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Operation>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        operations.ByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Loads the newest operation by subject.</summary>
public sealed class LatestOperationLoader(OperationService operations, Caller caller) : DataLoader<string, Operation>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Operation>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        operations.LatestAsync(caller, keys, cancellationToken);
}
