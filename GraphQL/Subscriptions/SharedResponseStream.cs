using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Diagnostics;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>One subscriber of a shared execution. When it is behind, the stream's <see cref="StreamOverflow"/> says what it gets.</summary>
internal sealed class SharedResponseStream<T> : GraphQLResponseStream
{
    private readonly SharedSource<T> source;
    private readonly SharedExecution<T> execution;
    private readonly RingReader<GraphQLResult> reader;
    private readonly SharedStreams streams;
    private readonly CancellationTokenRegistration cancelling;
    private GraphQLResult? lastSeen;
    private GraphQLResult? pending;
    private bool isDisposed;

    public SharedResponseStream(SharedSource<T> source, SharedExecution<T> execution, RingReader<GraphQLResult> reader, SharedStreams streams, CancellationToken cancellation)
    {
        (this.source, this.execution, this.reader, this.streams) = (source, execution, reader, streams);
        GraphQLDiagnostics.SubscriptionOpened(1);
        cancelling = cancellation.UnsafeRegister(static stream => ((SharedResponseStream<T>)stream!).Cancel(), this);
    }

    /// <summary>What a subscriber is told that was too slow for a stream which must not leave anything out.</summary>
    public static GraphQLException TooSlow(long lost) =>
        new($"{lost} events were not read in time, so the stream ends here. Subscribe again, from the last event that you have.", "STREAM_OVERFLOW");

    public override bool TryRead(out GraphQLResult result)
    {
        if (pending is not null)
        {
            (result, pending) = (pending, null);
            return true;
        }

        if (execution.Settings.Overflow == StreamOverflow.Latest) reader.SkipToLatest();
        if (!reader.TryRead(out result)) return false;
        lastSeen = result;
        return true;
    }

    public override ValueTask<bool> WaitToReadAsync() =>
        pending is not null ? ValueTask.FromResult(true) : reader.IsBehind ? CatchUpAsync() : reader.WaitAsync();

    private async ValueTask<bool> CatchUpAsync()
    {
        var lost = reader.SkipGap();
        if (execution.Settings.Overflow == StreamOverflow.Latest) return true;
        if (execution.Settings.Overflow == StreamOverflow.Disconnect)
        {
            pending = execution.Failure(TooSlow(lost));
            reader.End();
            return true;
        }

        GraphQLResult next;
        while (!reader.TryPeek(out next)) lost += reader.SkipGap();
        pending = await execution.ExecuteGapAsync(lost, lastSeen, next);
        return true;
    }

    private protected override void Cancel() => reader.End();

    public override async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        GraphQLDiagnostics.SubscriptionOpened(-1);
        await cancelling.DisposeAsync();
        reader.End();
        pending?.Dispose();
        await streams.LeaveAsync(source, execution);
    }
}
