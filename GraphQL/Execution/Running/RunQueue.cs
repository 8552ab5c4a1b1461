namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>
/// The work of one run, done by one thread at a time: values that arrived, batches that were loaded. Because there is only one, nothing else of
/// a run needs a lock, and "there is nothing left to do" is the moment when data loaders have seen all keys of a level and send their batch.
/// </summary>
internal sealed class RunQueue(Func<bool> whenDrained, Action<Exception> whenBroken)
{
    private readonly Lock gate = new();
    private List<Binding.DataLoader>? waiting;
    private ExecutionContext? context;
    private RunWork? newest;
    private int running = 1;

    /// <summary>Adds work. Unless a thread is at it, this one does it: it has just completed what the run waited for, as after any await.</summary>
    public void Enqueue(RunWork work)
    {
        RunWork? before;
        do work.Link = before = Volatile.Read(ref newest);
        while (Interlocked.CompareExchange(ref newest, work, before) != before);
        Continue();
    }

    /// <summary>A loader has keys that wait for a batch.</summary>
    public void Schedule(Binding.DataLoader loader)
    {
        lock (gate) (waiting ??= []).Add(loader);
        Continue();
    }

    /// <summary>Makes it ready for another run, which the caller owns as it owned this one.</summary>
    public void Reset() => (running, context) = (1, null);

    /// <summary>Ambient values (activity, HttpContext accessor) of the request, for work that continues on other threads.</summary>
    public void CaptureContext() => context ??= ExecutionContext.Capture();

    /// <summary>Works until there is nothing to do now. The starter of a run calls it first; it owns the run until it returns.</summary>
    public void Drain()
    {
        do
        {
            do
            {
                for (var work = TakeAll(); work is not null;)
                {
                    // Its link is cleared first: what has run may be kept by those who wait for it.
                    var next = work.Link;
                    work.Link = null;
                    work.Run();
                    work = next ?? TakeAll();
                }
            }
            while (DispatchWaiting() || whenDrained());

            Volatile.Write(ref running, 0);
            Interlocked.MemoryBarrier();
        }
        while ((Volatile.Read(ref newest) is not null || Volatile.Read(ref waiting) is not null) && Interlocked.CompareExchange(ref running, 1, 0) == 0);
    }

    private void Continue()
    {
        if (Volatile.Read(ref running) != 0 || Interlocked.CompareExchange(ref running, 1, 0) != 0) return;
        try
        {
            if (context is null) Drain();
            else ExecutionContext.Run(context, static queue => ((RunQueue)queue!).Drain(), this);
        }
        catch (Exception e)
        {
            // A bug of the engine: the request fails, and not the process.
            whenBroken(e);
        }
    }

    /// <summary>What was queued until now, the oldest first.</summary>
    private RunWork? TakeAll()
    {
        RunWork? first = null;
        for (var work = Interlocked.Exchange(ref newest, null); work is not null;)
        {
            var before = work.Link;
            work.Link = first;
            first = work;
            work = before;
        }

        return first;
    }

    private bool DispatchWaiting()
    {
        if (Volatile.Read(ref waiting) is null) return false;
        List<Binding.DataLoader> taken;
        lock (gate)
        {
            taken = waiting!;
            waiting = null;
        }

        foreach (var loader in taken) loader.Dispatch();
        return true;
    }
}
