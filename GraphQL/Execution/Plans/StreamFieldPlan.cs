using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Subscriptions;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>The root field of a subscription: https://spec.graphql.org/September2025/#sec-Source-Stream</summary>
internal interface IStreamField
{
    StreamSettings Settings { get; }

    /// <summary>
    /// Calls the resolver and begins the stream. An exception is the caller's to report: there is no stream then, and the services of <paramref name="subscription"/> are the caller's still.
    /// </summary>
    ValueTask<GraphQLResponseStream> SubscribeAsync(SubscriptionStart subscription, SharedStreams shared);
}

internal sealed class StreamFieldPlan<T>(FieldSource source, Resolver<ValueTask<IAsyncEnumerable<T>>> resolver, Completer<T> completer, StreamSettings settings)
    : ResolvedFieldPlan<T>(source, completer), IStreamField
{
    public StreamSettings Settings => settings;

    /// <summary>Makes the events that stand for missed ones; null for streams that have none.</summary>
    public IStreamGap<T>? Gaps { get; } = settings.Gap is { } type ? (IStreamGap<T>)Activator.CreateInstance(type)! : null;

    public override bool Execute(ExecutionRun run, object? parent) => throw new InvalidOperationException("A stream is subscribed to, not executed.");

    public async ValueTask<GraphQLResponseStream> SubscribeAsync(SubscriptionStart subscription, SharedStreams shared)
    {
        var run = subscription.Run;
        var events = await resolver(run.Services.RootValue, Arguments.ValuesFor(run), run);
        if (settings.Shared) await subscription.HandOverAsync();
        return settings.IsBuffered ? await shared.JoinAsync(this, subscription, events) : new PulledResponseStream<T>(this, subscription, events);
    }
}
