using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>The root field of a subscription: https://spec.graphql.org/September2025/#sec-Source-Stream</summary>
internal interface IStreamField
{
    /// <summary>Calls the resolver. An exception is the caller's to report: there is no stream then.</summary>
    ValueTask<IAsyncEnumerable<GraphQLResult>> SubscribeAsync(ExecutionRun run, Func<ExecutionRun> newRun);
}

internal sealed class StreamFieldPlan<T>(FieldSource source, Resolver<ValueTask<IAsyncEnumerable<T>>> resolver, Completer<T> completer)
    : ResolvedFieldPlan<T>(source, completer), IStreamField
{
    public override bool Execute(ExecutionRun run, object? parent) => throw new InvalidOperationException("A stream is subscribed to, not executed.");

    public async ValueTask<IAsyncEnumerable<GraphQLResult>> SubscribeAsync(ExecutionRun run, Func<ExecutionRun> newRun)
    {
        var events = await resolver(run.Services.RootValue, Arguments.ValuesFor(run), run);
        // Events have outputs of their own; this run only keeps the services of the stream.
        run.Output.Dispose();
        return MapAsync(events, run, newRun, default);
    }

    /// <summary>MapSourceToResponseEvent(): https://spec.graphql.org/September2025/#sec-Response-Stream. The enumerator is disposed however this ends.</summary>
    private async IAsyncEnumerable<GraphQLResult> MapAsync(
        IAsyncEnumerable<T> events, ExecutionRun run, Func<ExecutionRun> newRun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.CancellationToken);
        await using var owner = run.Services;
        await using var source = events.GetAsyncEnumerator(linked.Token);
        while (true)
        {
            Exception? failure = null;
            var more = false;
            try
            {
                more = await source.MoveNextAsync();
            }
            catch (OperationCanceledException) when (linked.IsCancellationRequested)
            {
                yield break;
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (failure is not null)
            {
                yield return run.StreamError(this, failure);
                yield break;
            }

            if (!more) yield break;
            var eventRun = newRun();
            GraphQLResult result;
            await using (eventRun.Services) result = await eventRun.ExecuteEventAsync(this, source.Current);
            if (linked.IsCancellationRequested)
            {
                result.Dispose();
                yield break;
            }

            yield return result;
        }
    }
}
