using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>An event that counts how often it is looked at.</summary>
[ObjectType]
public sealed class Beat(int number, Heart heart)
{
    /// <summary>Its number: each execution of an event asks once.</summary>
    public int Number()
    {
        heart.CountExecution();
        return number;
    }
}

/// <summary>Where beats come from, and how often they were executed.</summary>
public sealed class Heart
{
    private readonly Channel<Beat> beats = Channel.CreateUnbounded<Beat>();
    private int executions;

    /// <summary>Executions since the start.</summary>
    public int Executions => Volatile.Read(ref executions);

    /// <summary>Publishes one.</summary>
    public void Beat(int number) => beats.Writer.TryWrite(new Beat(number, this));

    /// <summary>One more execution.</summary>
    public void CountExecution() => Interlocked.Increment(ref executions);

    /// <summary>All beats from now on: one reader for all subscribers.</summary>
    public async IAsyncEnumerable<Beat> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var beat in beats.Reader.ReadAllAsync(ct)) yield return beat;
    }
}

/// <summary>The query root: a schema must have one.</summary>
[QueryType]
public static class Queries
{
    /// <summary>Executions so far.</summary>
    public static int Executions(Heart heart) => heart.Executions;
}

/// <summary>The subscription root.</summary>
[SubscriptionType]
public static class Subscriptions
{
    /// <summary>All beats.</summary>
    [EventStream(Shared = true, Overflow = StreamOverflow.Disconnect)]
    public static IAsyncEnumerable<Beat> Beats(Heart heart, CancellationToken ct) => heart.ReadAsync(ct);
}
