using System.Collections.Concurrent;

namespace GraphPlatform.GraphQL.Budgets;

/// <summary>
/// A token bucket for each identity: <c>burst</c> units at once, refilled by <c>perSecond</c>. An operation that costs more than the whole bucket is let in when the bucket is
/// full, and leaves it empty. Who has spent nothing lately is not remembered, and of the others at most <c>maxIdentities</c>: beyond, those who have most left are forgotten
/// first, which gives them what is missing and nobody else anything.
/// </summary>
public sealed class RequestBudget : IRequestBudget
{
    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    private readonly Lock sweeping = new();
    private readonly double burst;
    private readonly double perSecond;
    private readonly int maxIdentities;
    private readonly TimeProvider clock;
    private int count;

    /// <summary>Makes a budget.</summary>
    /// <param name="burst">Units that may be spent at once.</param>
    /// <param name="perSecond">Units that come back each second.</param>
    /// <param name="maxIdentities">How many identities are remembered; each takes about 150 bytes.</param>
    /// <param name="clock">Null: the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not above zero.</exception>
    public RequestBudget(double burst = 100_000, double perSecond = 10_000, int maxIdentities = 10_000, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(burst);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxIdentities);
        (this.burst, this.perSecond, this.maxIdentities, this.clock) = (burst, perSecond, maxIdentities, clock ?? TimeProvider.System);
    }

    /// <summary>How many identities are remembered just now.</summary>
    public int Identities => Volatile.Read(ref count);

    /// <inheritdoc />
    public bool TryCharge(string key, double cost, out TimeSpan retryAfter)
    {
        ArgumentNullException.ThrowIfNull(key);
        var price = Math.Min(cost, burst);
        while (true)
        {
            if (buckets.TryGetValue(key, out var bucket))
            {
                if (bucket.TryTake(price, this, out var taken, out retryAfter)) return taken;
                // It was swept away meanwhile.
                continue;
            }

            if (!buckets.TryAdd(key, new Bucket(burst, clock.GetTimestamp()))) continue;
            if (Interlocked.Increment(ref count) > maxIdentities) Sweep(key);
        }
    }

    /// <summary>Forgets whoever has a full bucket, and enough others to have a tenth free: then the next sweep is far away, and each newcomer pays little for it.</summary>
    private void Sweep(string newcomer)
    {
        lock (sweeping)
        {
            if (Identities <= maxIdentities) return;
            var now = clock.GetTimestamp();
            var known = buckets.Where(entry => entry.Key != newcomer)
                .Select(entry => (entry.Key, entry.Value, Left: entry.Value.LeftAt(now, this))).OrderByDescending(entry => entry.Left).ToArray();
            var excess = known.Length + 1 - Math.Max(1, maxIdentities - maxIdentities / 10);
            for (var i = 0; i < known.Length && (i < excess || known[i].Left >= burst); i++)
            {
                known[i].Value.Forget();
                if (buckets.TryRemove(known[i].Key, out _)) Interlocked.Decrement(ref count);
            }
        }
    }

    private sealed class Bucket(double left, long at)
    {
        private readonly Lock gate = new();
        private double left = left;
        private long at = at;
        private bool forgotten;

        /// <summary>False when this bucket no longer counts.</summary>
        public bool TryTake(double price, RequestBudget budget, out bool taken, out TimeSpan retryAfter)
        {
            lock (gate)
            {
                (taken, retryAfter) = (false, TimeSpan.Zero);
                if (forgotten) return false;
                var now = budget.clock.GetTimestamp();
                left = Level(now, budget);
                at = now;
                taken = left >= price;
                if (taken) left -= price;
                else retryAfter = TimeSpan.FromSeconds(Math.Min((price - left) / budget.perSecond, TimeSpan.FromDays(1).TotalSeconds));
                return true;
            }
        }

        public double LeftAt(long now, RequestBudget budget)
        {
            lock (gate) return Level(now, budget);
        }

        public void Forget()
        {
            lock (gate) forgotten = true;
        }

        private double Level(long now, RequestBudget budget) =>
            Math.Min(budget.burst, left + Math.Max(0, budget.clock.GetElapsedTime(at, now).TotalSeconds) * budget.perSecond);
    }
}
