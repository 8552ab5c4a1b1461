using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>An event of a source.</summary>
internal abstract class SourceEvent
{
    public abstract object? Content { get; }
}

/// <summary>An event of a source, or what ended it.</summary>
internal sealed class SourceEvent<T>(T value, Exception? failure = null) : SourceEvent
{
    public T Value => value;
    public Exception? Failure => failure;
    public override object? Content => value;
}

/// <summary>A source that is read once, and the executions that its events go through. Who joins and leaves is decided under the lock of <see cref="SharedStreams"/>.</summary>
internal sealed class SharedSource<T>(SourceKey key, StreamFieldPlan<T> field, SubscriptionStart first, SharedStreams streams)
{
    /// <summary>How often a source looks whether an execution that is behind comes on, before it goes on without it.</summary>
    private const int MostTries = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Ring<SourceEvent<T>> events = new(field.Settings.Capacity, long.MaxValue);
    private readonly Dictionary<ExecutionKey, SharedExecution<T>> executions = [];
    private Task reading = Task.CompletedTask;
    private int live; // Those too that have ended and still have subscribers.

    public SourceKey Key => key;

    public SharedExecution<T> Enter(ExecutionKey executionKey, StreamFieldPlan<T> plan, SubscriptionStart subscription)
    {
        // One that has ended by itself has nothing for newcomers.
        if (!executions.TryGetValue(executionKey, out var execution) || execution.Results.Completed)
        {
            var latest = plan.Settings.Overflow == Binding.StreamOverflow.Latest;
            live++;
            executions[executionKey] = execution = new SharedExecution<T>(executionKey, plan, subscription, events.Join(latest));
        }

        execution.Subscribers++;
        return execution;
    }

    /// <summary>True: that was the last execution.</summary>
    public bool Remove(SharedExecution<T> execution)
    {
        if (executions.TryGetValue(execution.Key, out var known) && known == execution) executions.Remove(execution.Key);
        return --live == 0;
    }

    public void Start(IAsyncEnumerable<T> source) => reading = SharedStreams.Begin(field.Settings, () => ReadAsync(source));

    public async Task StopAsync()
    {
        try
        {
            await first.Source.CancelAsync();
        }
        catch (AggregateException e)
        {
            first.Run.Services.Errors.Log(e, "ending the source of a subscription");
        }

        await reading;
        first.Source.Dispose();
    }

    /// <summary>
    /// Executions are our own work, and not a client's: where the processors do not keep up with the source, to drop events would help nobody, so the source waits. It does not wait for
    /// an execution whose resolvers wait for something, nor for one that does not come on: those are left behind.
    /// </summary>
    private async ValueTask LetExecutionsFollowAsync()
    {
        var (slowest, tries) = (events.SlowestReader, 0);
        while (events.Head - slowest > events.Capacity / 2 && tries < MostTries)
        {
            await Task.Delay(Pause, first.Source.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var before = slowest;
            slowest = events.SlowestReader;
            tries = slowest == before ? tries + 1 : 0;
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<T> source)
    {
        try
        {
            await using var enumerator = source.GetAsyncEnumerator(first.Source.Token);
            var pace = new WakePace();
            for (var batch = 0; ; batch++)
            {
                var moving = enumerator.MoveNextAsync();
                if (batch == SharedStreams.LongestBatch || (!moving.IsCompleted && batch > 0))
                {
                    // Cancelled, it does not throw: the move that is under way has to be awaited before its iterator is disposed.
                    if (batch < SharedStreams.LongestBatch && pace.IsTooSoon(events.ReaderCount))
                        await Task.Delay(1, first.Source.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    pace.Woke();
                    events.WakeReaders();
                    await LetExecutionsFollowAsync();
                    batch = 0;
                }

                if (!await moving) break;
                events.Append(new SourceEvent<T>(enumerator.Current), 1);
            }
        }
        catch (OperationCanceledException) when (first.Source.IsCancellationRequested)
        {
            // All subscribers are gone.
        }
        catch (Exception e)
        {
            events.Append(new SourceEvent<T>(default!, e), 1);
        }

        streams.Forget(key, this);
        events.Complete();
        await first.Run.Services.DisposeAsync();
    }
}
