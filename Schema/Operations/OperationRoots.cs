using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Schema.Operations;

/// <summary>Operations.</summary>
[QueryType]
public static class OperationQueries
{
    /// <summary>An operation by its id.</summary>
    public static Task<Operation?> OperationAsync([ID] string id, OperationLoader operations) => operations.LoadAsync(id);
}

/// <summary>Operations as they come further.</summary>
[SubscriptionType]
public static class OperationSubscriptions
{
    /// <summary>The operation as it is, and again whenever it has come further; ends when it has ended.</summary>
    public static Task<IAsyncEnumerable<Operation>> OperationProgressAsync([ID] string id, Caller caller, OperationService operations, CancellationToken ct) =>
        operations.FollowAsync(caller, id, ct);
}
