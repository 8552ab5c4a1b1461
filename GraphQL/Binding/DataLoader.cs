using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Binding;

/// <summary>The engine's side of a data loader; derive from <see cref="DataLoader{TKey,TValue}"/>.</summary>
public abstract class DataLoader
{
    private protected DataLoader()
    {
    }

    internal ExecutionRun? Owner { get; private set; }

    internal void Attach(ExecutionRun run) => Owner = run;

    /// <summary>Sends the keys that wait as a batch.</summary>
    internal abstract void Dispatch();
}

/// <summary>
/// Collects the keys that resolvers ask for while there is other work to do, loads them in one batch, and keeps what it loaded for the rest
/// of the request. One instance of a subclass exists per request; its constructor may take services and request values.
/// </summary>
/// <typeparam name="TKey">What is asked for. Compared by its own equality.</typeparam>
/// <typeparam name="TValue">What is found.</typeparam>
public abstract class DataLoader<TKey, TValue> : DataLoader where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, TaskCompletionSource<TValue?>> known = [];
    private List<TKey> waiting = [];

    /// <summary>Keys in one call of <see cref="LoadBatchAsync"/>; more are split.</summary>
    protected virtual int MaxBatchSize => 500;

    /// <summary>Loads many keys at once. Keys are distinct; a key that is missing in the answer has no value.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    /// <summary>The value of a key, or the default of its type when there is none. Fails when the batch failed.</summary>
    public Task<TValue?> LoadAsync(TKey key)
    {
        var first = false;
        TaskCompletionSource<TValue?>? source;
        lock (gate)
        {
            if (known.TryGetValue(key, out source)) return source.Task;
            // Continuations run inline on purpose: all of a batch's resolvers go on before the next batch is sent.
            known.Add(key, source = new TaskCompletionSource<TValue?>());
            first = waiting.Count == 0;
            waiting.Add(key);
        }

        if (!first) return source.Task;
        if (Owner is null) Dispatch();
        else Owner.Schedule(this);
        return source.Task;
    }

    /// <summary>Values of several keys, in their order.</summary>
    public Task<TValue?[]> LoadManyAsync(IReadOnlyList<TKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var tasks = new Task<TValue?>[keys.Count];
        for (var i = 0; i < tasks.Length; i++) tasks[i] = LoadAsync(keys[i]);
        return Task.WhenAll(tasks);
    }

    internal override void Dispatch()
    {
        List<TKey> keys;
        lock (gate)
        {
            keys = waiting;
            waiting = [];
        }

        for (var start = 0; start < keys.Count; start += MaxBatchSize)
            new Batch(this, keys.GetRange(start, Math.Min(MaxBatchSize, keys.Count - start))).Start();
    }

    private sealed class Batch(DataLoader<TKey, TValue> loader, List<TKey> keys) : RunWork
    {
        private Task<IReadOnlyDictionary<TKey, TValue>>? task;

        public void Start()
        {
            try
            {
                task = loader.LoadBatchAsync(keys, loader.Owner?.CancellationToken ?? default);
            }
            catch (Exception e)
            {
                task = Task.FromException<IReadOnlyDictionary<TKey, TValue>>(e);
            }

            if (task.IsCompleted) Run();
            else task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
            {
                if (loader.Owner is null) Run();
                else loader.Owner.Enqueue(this);
            });
        }

        public override void Run()
        {
            var found = task!.IsCompletedSuccessfully ? task.GetAwaiter().GetResult() : null;
            foreach (var key in keys)
            {
                TaskCompletionSource<TValue?> source;
                lock (loader.gate) source = loader.known[key];
                if (found is not null)
                {
                    source.SetResult(found.TryGetValue(key, out var value) ? value : default);
                    continue;
                }

                source.SetException(task.Exception?.InnerExceptions ?? (IEnumerable<Exception>)[new OperationCanceledException()]);
                _ = source.Task.Exception;
            }
        }
    }
}
