using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Diagnostics;
using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>
/// A stream of one subscriber that asks for an event when the last one was taken, so that a slow subscriber slows its source.
/// MapSourceToResponseEvent(): https://spec.graphql.org/September2025/#sec-Response-Stream
/// </summary>
internal sealed class PulledResponseStream<T> : GraphQLResponseStream
{
    private readonly StreamFieldPlan<T> field;
    private readonly SubscriptionStart subscription;
    private readonly IAsyncEnumerator<T> source;
    private GraphQLResult? ready;
    private bool ended;
    private bool isDisposed;

    public PulledResponseStream(StreamFieldPlan<T> field, SubscriptionStart subscription, IAsyncEnumerable<T> events)
    {
        (this.field, this.subscription) = (field, subscription);
        subscription.Run.Output.Dispose();
        source = events.GetAsyncEnumerator(subscription.Source.Token);
        GraphQLDiagnostics.SubscriptionOpened(1);
    }

    public override bool TryRead(out GraphQLResult result)
    {
        result = ready!;
        ready = null;
        return result is not null;
    }

    public override ValueTask<bool> WaitToReadAsync() => ready is not null ? ValueTask.FromResult(true) : ended ? ValueTask.FromResult(false) : NextAsync();

    private async ValueTask<bool> NextAsync()
    {
        try
        {
            if (!await source.MoveNextAsync())
            {
                ended = true;
                return false;
            }
        }
        catch (OperationCanceledException) when (subscription.Source.IsCancellationRequested)
        {
            ended = true;
            return false;
        }
        catch (Exception e)
        {
            ended = true;
            ready = subscription.Run.StreamError(field, e);
            return true;
        }

        var run = subscription.NewRun(false, subscription.Source.Token);
        GraphQLResult result;
        await using (run.Services) result = await run.ExecuteEventAsync(field, source.Current);
        if (subscription.Source.IsCancellationRequested)
        {
            result.Dispose();
            ended = true;
            return false;
        }

        result.Event = source.Current;
        ready = result;
        return true;
    }

    private protected override void Cancel() => subscription.Source.Cancel();

    public override async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        (isDisposed, ended) = (true, true);
        GraphQLDiagnostics.SubscriptionOpened(-1);
        ready?.Dispose();
        ready = null;
        try
        {
            await source.DisposeAsync();
        }
        finally
        {
            await subscription.Run.Services.DisposeAsync();
            subscription.Source.Dispose();
        }
    }
}
