using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>One operation that is executed for each event of a source, once for all who sent it.</summary>
internal sealed class SharedExecution<T> : IAsyncDisposable
{
    private readonly StreamFieldPlan<T> plan;
    private readonly SubscriptionStart subscription;
    private readonly RingReader<SourceEvent<T>> events;
    private readonly CancellationTokenSource stopping = new();
    private readonly IStreamGap<T>? gaps;
    private readonly Lazy<Task> work;
    private SourceEvent<T>? lastSeen;
    private ExecutionRun? idle;
    private ExecutionRun? used;

    public SharedExecution(ExecutionKey key, StreamFieldPlan<T> plan, SubscriptionStart subscription, RingReader<SourceEvent<T>> events)
    {
        (Key, this.plan, this.subscription, this.events) = (key, plan, subscription, events);
        Results = new Ring<GraphQLResult>(Settings.Capacity, Settings.MaxBytes);
        gaps = plan.Gaps;
        work = new Lazy<Task>(() => SharedStreams.Begin(Settings, ExecuteAllAsync));
    }

    public ExecutionKey Key { get; }
    public Ring<GraphQLResult> Results { get; }
    public StreamSettings Settings => plan.Settings;

    /// <summary>Counted under the lock of <see cref="SharedStreams"/>.</summary>
    public int Subscribers { get; set; }

    public void Start() => _ = work.Value;

    public async ValueTask DisposeAsync()
    {
        events.End();
        try
        {
            await stopping.CancelAsync();
        }
        catch (AggregateException e)
        {
            subscription.Run.Services.Errors.Log(e, "ending a subscription");
        }

        await work.Value;
        stopping.Dispose();
    }

    /// <summary>The result for events that a subscriber missed; null when what comes next is no event but the stream's end or another gap.</summary>
    public async ValueTask<GraphQLResult?> ExecuteGapAsync(long lost, GraphQLResult? seen, GraphQLResult next) =>
        next.Event is SourceEvent<T> known ? await ExecuteAsync(gaps!.Create(lost, Event(seen), known.Value)) : null;

    /// <summary>The result that ends a stream.</summary>
    public GraphQLResult Failure(Exception exception) => subscription.Run.StreamError(plan, exception);

    private static T? Event(GraphQLResult? result) => result?.Event is SourceEvent<T> known ? known.Value : default;

    private async Task ExecuteAllAsync()
    {
        var pace = new WakePace();
        try
        {
            while (await events.WaitAsync())
            {
                if (events.IsBehind) await SkipAsync();
                else if (Settings.Overflow == StreamOverflow.Latest) events.SkipToLatest();
                var isMore = await AppendSomeAsync();
                if (!isMore && pace.IsTooSoon(Results.ReaderCount) && Results.IsBeingRead)
                {
                    await Task.Delay(1, stopping.Token);
                    isMore = await AppendSomeAsync();
                }

                pace.Woke();
                Results.WakeReaders();
                // Its subscribers have their turn, and other executions theirs.
                if (isMore) await new NextTurn();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // All subscribers are gone.
        }
        catch (Exception e)
        {
            Append(Failure(e), null);
        }

        events.End();
        Results.Complete();
    }

    /// <summary>True: there may be more.</summary>
    private async ValueTask<bool> AppendSomeAsync()
    {
        for (var i = 0; i < SharedStreams.LongestBatch; i++)
        {
            if (!events.TryRead(out var next)) return false;
            await AppendAsync(next);
        }

        return true;
    }

    /// <summary>What this execution itself missed is told to all its subscribers.</summary>
    private async ValueTask SkipAsync()
    {
        var lost = events.SkipGap();
        if (Settings.Overflow == StreamOverflow.Latest) return;
        if (Settings.Overflow == StreamOverflow.Disconnect) throw SharedResponseStream<T>.TooSlow(lost);
        SourceEvent<T> next;
        while (!events.TryPeek(out next)) lost += events.SkipGap();
        if (next.Failure is null) Append(await ExecuteAsync(gaps!.Create(lost, lastSeen is null ? default : lastSeen.Value, next.Value)), null);
    }

    private async ValueTask AppendAsync(SourceEvent<T> next)
    {
        if (next.Failure is not null) throw next.Failure;
        lastSeen = next;
        Append(await ExecuteNextAsync(next.Value), next);
    }

    private void Append(GraphQLResult result, SourceEvent<T>? made)
    {
        result.Keep(made);
        // Only now: the result has left the run's buffer.
        if (used?.TryReset() == true) idle = used;
        used = null;
        Results.Append(result, result.Utf8Json.Length);
    }

    /// <summary>Executes one of the source's events. A run that did not have to wait is used again for the next.</summary>
    private async ValueTask<GraphQLResult> ExecuteNextAsync(T value)
    {
        used = idle ?? subscription.NewRun(Key.Owner is null, stopping.Token);
        idle = null;
        var executing = used.ExecuteEventAsync(plan, value);
        events.IsHeld = !executing.IsCompleted;
        var result = await executing;
        events.IsHeld = false;
        await used.Services.DisposeAsync();
        return result;
    }

    private async ValueTask<GraphQLResult> ExecuteAsync(T value)
    {
        var run = subscription.NewRun(Key.Owner is null, stopping.Token);
        await using (run.Services) return await run.ExecuteEventAsync(plan, value);
    }
}
