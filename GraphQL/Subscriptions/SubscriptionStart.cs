using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>A subscription that begins.</summary>
/// <param name="request">What the subscriber sent.</param>
/// <param name="run">The run of the source field; the stream owns its services.</param>
/// <param name="newRun">A run for one event; true: one that knows nothing of the request, since it is for many.</param>
/// <param name="source">Cancels the source, by the token that the resolver got. Linked to the subscriber's, unless the source may outlive it.</param>
/// <param name="starting">Cancels the source with the subscriber while the resolver runs.</param>
/// <param name="cancellation">Ends with the subscriber.</param>
internal sealed class SubscriptionStart(
    GraphQLRequest request, ExecutionRun run, Func<bool, CancellationToken, ExecutionRun> newRun, CancellationTokenSource source, CancellationTokenRegistration starting, CancellationToken cancellation)
{
    public GraphQLRequest Request => request;
    public ExecutionRun Run => run;
    public OperationPlan Operation => run.Operation;
    public CancellationToken Cancellation => cancellation;
    public CancellationTokenSource Source => source;

    /// <summary>From now on the source may be others' too: who begins it can no longer cancel it, and must not have.</summary>
    public async ValueTask HandOverAsync()
    {
        await starting.DisposeAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    public ExecutionRun NewRun(bool shared, CancellationToken token) => newRun(shared, token);
}
