namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>
/// The work of one run, done by one thread at a time: values that arrived, batches that were loaded. Because there is only one, nothing else of
/// a run needs a lock, and "there is nothing left to do" is the moment when data loaders have seen all keys of a level and send their batch.
/// </summary>
internal sealed class RunQueue(Func<bool> whenDrained, Action<Exception> whenBroken) : IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private readonly Queue<IRunnable> ready = [];
    private List<Binding.DataLoader> waiting = [];
    private ExecutionContext? context;
    private bool running = true;

    /// <summary>Adds work. Unless a thread is at it, one is taken from the pool.</summary>
    public void Enqueue(IRunnable work)
    {
        lock (gate)
        {
            ready.Enqueue(work);
            if (running) return;
            running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>A loader has keys that wait for a batch.</summary>
    public void Schedule(Binding.DataLoader loader)
    {
        lock (gate)
        {
            waiting.Add(loader);
            if (running) return;
            running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Ambient values (activity, HttpContext accessor) of the request, for work that continues on pool threads.</summary>
    public void CaptureContext() => context ??= ExecutionContext.Capture();

    /// <summary>Works until there is nothing to do now. The starter of a run calls it first; it owns the run until it returns.</summary>
    public void Drain()
    {
        while (true)
        {
            while (Next() is { } work) work.Run();
            if (TakeWaiting() is { } loaders)
            {
                foreach (var loader in loaders) loader.Dispatch();
                continue;
            }

            if (whenDrained()) continue;
            lock (gate)
            {
                if (ready.Count > 0 || waiting.Count > 0) continue;
                running = false;
                return;
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
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

    private IRunnable? Next()
    {
        lock (gate) return ready.TryDequeue(out var work) ? work : null;
    }

    private List<Binding.DataLoader>? TakeWaiting()
    {
        lock (gate)
        {
            if (waiting.Count == 0) return null;
            var taken = waiting;
            waiting = [];
            return taken;
        }
    }
}
