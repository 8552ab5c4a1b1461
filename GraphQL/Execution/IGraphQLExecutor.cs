namespace GraphPlatform.GraphQL.Execution;

/// <summary>Runs requests in process; the transports use it too.</summary>
public interface IGraphQLExecutor
{
    /// <summary>
    /// Runs a query or mutation. Everything that is wrong with the request or in resolvers is in the result.
    /// Throws only <see cref="OperationCanceledException"/>, when the token was cancelled.
    /// </summary>
    ValueTask<GraphQLResult> ExecuteAsync(GraphQLRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts a subscription: https://spec.graphql.org/September2025/#sec-Subscription. A query or mutation is run too and gives one result, or with <c>@defer</c> and <c>@stream</c> several, so a
    /// transport need not know what it was sent.
    /// </summary>
    ValueTask<SubscriptionResult> SubscribeAsync(GraphQLRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Either the stream of a subscription or the one result that says why there is none.</summary>
public sealed class SubscriptionResult
{
    internal SubscriptionResult(GraphQLResult single, bool isError) => (Single, IsError) = (single, isError);

    internal SubscriptionResult(GraphQLResponseStream events) => Events = events;

    /// <summary>The answer when there is no stream: a request error, or the result of a query or mutation.</summary>
    public GraphQLResult? Single { get; }

    /// <summary>Whether <see cref="Single"/> refuses the request, so that it has no data.</summary>
    public bool IsError { get; }

    /// <summary>
    /// The results of a subscription. It must be disposed, or its enumerator.
    /// </summary>
    public GraphQLResponseStream? Events { get; }
}
