namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>Runs that end before their time: too large, cancelled, or broken by a bug of the engine.</summary>
internal sealed partial class ExecutionRun
{
    private const int ErrorOverhead = 120; // Locations, path and code, roughly.

    private AbortRunException? aborted;
    private long errorBytes;
    private int checks;

    private long Size => Output.Length + errorBytes;

    /// <summary>Throws <see cref="AbortRunException"/> when the response is too large or no one waits for it. Cheap: it is called for each list item.</summary>
    public void CheckLimits()
    {
        if (Size > Operation.Options.MaxResponseBytes) throw AbortRunException.TooLarge(Operation.Options);
        if (Services.RequestToken.IsCancellationRequested) throw AbortRunException.Cancelled();
        // The clock costs more than the rest, so it is looked at now and then.
        if (Services.IsTimedOut || ((++checks & 255) == 0 && Services.IsOverTime)) throw AbortRunException.TimedOut(Services.Limit);
    }

    /// <summary>
    /// Takes everything back. The run still ends only when all that its resolvers began has ended: they use services that are disposed after it.
    /// </summary>
    public void Abort(AbortRunException reason)
    {
        aborted ??= reason;
        rootFailed = true;
        Rollback(default);
        rootRanges.Clear();
        Path.Depth = 0;
    }

    /// <summary>
    /// Makes a run that never waited ready for another event of the same operation; false when it cannot be. (One that waited may still be on the stack of whoever ended it.) Its result must have been taken out of it
    /// (<see cref="GraphQLResult.Keep"/>). What arguments came to stays, since they depend on nothing but the variables.
    /// </summary>
    public bool TryReset()
    {
        if (!finished || broken is not null || aborted is not null || hasWaited || jobs is not null || !Services.IsUntouched) return false;
        frames.Clear();
        rootRanges.Clear();
        (errors, errorBytes, checks) = (null, 0, 0);
        (pending, nextRootField, rootFailed, finished) = (0, 0, false, false);
        (completion, result) = (null, null);
        Path.Depth = 0;
        queue.Reset();
        return true;
    }

    private void Stop(Exception exception)
    {
        if (exception is AbortRunException reason) Abort(reason);
        else Break(exception);
    }

    private void Break(Exception exception)
    {
        TaskCompletionSource<GraphQLResult>? waiter;
        lock (queue)
        {
            if (finished) return;
            finished = true;
            broken = exception;
            waiter = completion;
        }

        Output.Dispose();
        waiter?.TrySetException(exception);
    }
}
