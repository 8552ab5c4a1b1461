namespace GraphPlatform.Platform.Accounts;

/// <summary>Lets a few work at a time. Those who wait are served by turns of whom they belong to, not in the order in which they came; and no more wait than may.</summary>
/// <param name="slots">How many work at a time.</param>
/// <param name="maxWaiting">How many may wait.</param>
internal sealed class FairTurns(int slots, int maxWaiting)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> waiting = [];
    private readonly Queue<string> order = [];
    private int free = slots;
    private int count;

    /// <summary>Waits for a turn, which ends when it is disposed.</summary>
    /// <returns>Null when too many wait already.</returns>
    public async Task<IDisposable?> EnterAsync(string owner, CancellationToken ct)
    {
        TaskCompletionSource mine;
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return new Turn(this);
            }

            if (count >= maxWaiting) return null;
            count++;
            mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!waiting.TryGetValue(owner, out var queue))
            {
                waiting[owner] = queue = new();
                order.Enqueue(owner);
            }

            queue.Enqueue(mine);
        }

        await using (ct.Register(() => mine.TrySetCanceled(ct)))
        {
            await mine.Task;
            return new Turn(this);
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            while (order.TryDequeue(out var owner))
            {
                var next = waiting[owner].Dequeue();
                count--;
                if (waiting[owner].Count > 0) order.Enqueue(owner);
                else waiting.Remove(owner);
                if (next.TrySetResult()) return;        // who has gone meanwhile is passed over
            }

            free++;
        }
    }

    private sealed class Turn(FairTurns turns) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) turns.Leave();
        }
    }
}
