using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Pools;

/// <summary>One step towards a pool that is as it should be. Each can be repeated: a crash after any of them costs nothing but time.</summary>
internal abstract record PoolStep
{
    private PoolStep()
    {
    }

    /// <summary>Records one more.</summary>
    public sealed record Add : PoolStep;

    /// <summary>Makes one that is recorded, and lets it wait.</summary>
    public sealed record Prepare(string InstanceId) : PoolStep;

    /// <summary>Says that one is of no use any more.</summary>
    public sealed record Discard(string InstanceId) : PoolStep;

    /// <summary>Removes one that is of no use.</summary>
    public sealed record Remove(string InstanceId) : PoolStep;

    /// <summary>Removes the pool.</summary>
    public sealed record Forget : PoolStep;
}

/// <summary>What has to happen so that as many wait in a pool as should. Computed from values; applied, it leaves an empty plan.</summary>
/// <param name="Steps">In their order.</param>
/// <param name="LookAt">When to look again although nothing happens.</param>
/// <param name="IsFull">Whether as many wait as should.</param>
internal sealed record PoolPlan(IReadOnlyList<PoolStep> Steps, DateTimeOffset? LookAt, bool IsFull = false)
{
    private const int LongestBurst = 10;

    // Its container is made in the same transaction and starts at once, unless its image cannot be had.
    private static readonly TimeSpan ReservedFor = TimeSpan.FromMinutes(5);

    /// <summary>Computes the plan.</summary>
    /// <param name="pool">The pool, its image looked at.</param>
    /// <param name="instances">What is recorded of it.</param>
    /// <param name="there">What the engines have.</param>
    /// <param name="refillDelay">How long after a start nothing is made.</param>
    /// <param name="now">The time.</param>
    public static PoolPlan From(
        WarmPool pool, IReadOnlyList<PooledInstance> instances, IReadOnlyDictionary<string, ObservedState> there, TimeSpan refillDelay, DateTimeOffset now)
    {
        var (discard, remove, prepare, ready) = (new List<PoolStep>(), new List<PoolStep>(), new List<PoolStep>(), 0);
        DateTimeOffset? lookAt = null;
        var wanted = pool.Deleting ? 0 : pool.Target;
        foreach (var instance in instances.OrderBy(i => i.Status != PooledStatus.Ready).ThenBy(i => i.Id, StringComparer.Ordinal))
        {
            switch (instance.Status)
            {
                case PooledStatus.Discarded:
                    remove.Add(new PoolStep.Remove(instance.Id));
                    break;
                case PooledStatus.Reserved when instance.ReservedAt + ReservedFor is { } until && until > now:
                    lookAt = Earlier(lookAt, until);
                    break;
                case PooledStatus.Reserved:
                    discard.Add(new PoolStep.Discard(instance.Id));
                    break;
                case var _ when instance.Digest != pool.Digest || ready + prepare.Count >= wanted:
                    discard.Add(new PoolStep.Discard(instance.Id));
                    break;
                case PooledStatus.Ready when there.GetValueOrDefault(instance.Id) == ObservedState.Frozen:
                    ready++;
                    break;
                default:
                    prepare.Add(new PoolStep.Prepare(instance.Id));
                    break;
            }
        }

        if (discard.Count > 0) return new(discard, lookAt);
        var waits = pool.RetryAt > now;
        if (ready < wanted && !waits)
        {
            if (Quiet(pool, refillDelay) is { } quiet && quiet > now) lookAt = Earlier(lookAt, quiet);
            else return new(prepare.Count > 0 ? prepare : [new PoolStep.Add()], lookAt);
        }

        // Last, so that one that cannot be removed keeps nobody waiting.
        if (remove.Count > 0 && !waits) return new(remove, lookAt);
        if (waits && (ready < wanted || remove.Count > 0)) lookAt = Earlier(lookAt, pool.RetryAt!.Value);
        return pool.Deleting && instances.Count == 0 ? new([new PoolStep.Forget()], null) : new([], lookAt, IsFull: ready >= wanted && remove.Count == 0);
    }

    /// <summary>When a burst of starts is over, or has lasted too long to be waited for.</summary>
    private static DateTimeOffset? Quiet(WarmPool pool, TimeSpan refillDelay) =>
        pool is { LastDemandAt: { } last, ShortSince: { } since } ? Earlier(last + refillDelay, since + (LongestBurst * refillDelay)) : null;

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one is { } at && at < other ? at : other;
}
