using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>What makes two subscribers' sources the same.</summary>
/// <param name="Field">The subscription field.</param>
/// <param name="Arguments">Its arguments as text.</param>
/// <param name="Owner">Null for shared streams; an object of its own for a stream that is not.</param>
internal readonly record struct SourceKey(FieldDefinition Field, string Arguments, object? Owner);

/// <summary>What makes two subscribers' results the same, given the same source.</summary>
/// <param name="Operation">The compiled operation: one for each document and operation name.</param>
/// <param name="Variables">The variables as text.</param>
/// <param name="Owner">Null when the selection asks nothing of the request; else an object of the subscriber's own.</param>
internal readonly record struct ExecutionKey(OperationPlan Operation, string Variables, object? Owner);

/// <summary>
/// The buffered streams that are open: a source is read once for all its subscribers, an operation is executed once for all that sent it, and each subscriber reads the results
/// from a ring. Whoever leaves last ends the execution and the source.
/// </summary>
internal sealed class SharedStreams
{
    /// <summary>Events after which readers are woken although more are there: a source that never waits must not starve them.</summary>
    public const int LongestBatch = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<SourceKey, object> sources = [];

    /// <summary>Begins work that outlives the caller. What is shared must not carry along who began it: the ambient values (HttpContext accessor, activity) are left behind.</summary>
    public static Task Begin(StreamSettings settings, Func<Task> work)
    {
        if (!settings.Shared) return Task.Run(work);
        using (ExecutionContext.SuppressFlow()) return Task.Run(work);
    }

    /// <summary>Subscribes. Of the events that resolvers return for one shared stream only the first subscriber's are read.</summary>
    public async ValueTask<GraphQLResponseStream> JoinAsync<T>(StreamFieldPlan<T> field, SubscriptionStart subscription, IAsyncEnumerable<T> events)
    {
        var shared = field.Settings.Shared;
        var key = new SourceKey(field.Source.Definition, shared ? ArgumentText.Of(field, subscription.Request) : "", shared ? null : subscription);
        var executionKey = shared && !subscription.Operation.AsksOfRequest
            ? new ExecutionKey(subscription.Operation, ArgumentText.Of(subscription.Operation, subscription.Request), null)
            : new ExecutionKey(subscription.Operation, "", subscription);
        subscription.Run.Output.Dispose();
        SharedSource<T> source;
        SharedExecution<T> execution;
        RingReader<GraphQLResult> reader;
        bool isNew;
        lock (gate)
        {
            isNew = !sources.TryGetValue(key, out var known);
            if (isNew) sources.Add(key, known = new SharedSource<T>(key, field, subscription, this));
            source = (SharedSource<T>)known!;
            execution = source.Enter(executionKey, field, subscription);
            reader = execution.Results.Join(fromLatest: field.Settings.Overflow == StreamOverflow.Latest);
        }

        // Begun when all have joined: nobody misses the first event.
        execution.Start();
        if (isNew)
        {
            source.Start(events);
        }
        else
        {
            // Its token source is not disposed: the subscriber may just be cancelling it.
            await subscription.Run.Services.DisposeAsync();
        }

        return new SharedResponseStream<T>(source, execution, reader, this, subscription.Cancellation);
    }

    /// <summary>A subscriber is gone. What has no one to work for any more is ended and awaited.</summary>
    public async ValueTask LeaveAsync<T>(SharedSource<T> source, SharedExecution<T> execution)
    {
        bool isLast;
        lock (gate)
        {
            if (--execution.Subscribers > 0) return;
            isLast = source.Remove(execution);
            if (isLast) Forget(source.Key, source);
        }

        await execution.DisposeAsync();
        if (isLast) await source.StopAsync();
    }

    /// <summary>Who subscribes now begins a new source.</summary>
    public void Forget(SourceKey key, object source)
    {
        lock (gate)
            if (sources.TryGetValue(key, out var known) && ReferenceEquals(known, source)) sources.Remove(key);
    }
}
