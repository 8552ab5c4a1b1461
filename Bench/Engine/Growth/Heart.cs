using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GraphPlatform.Bench.Engine.Growth;

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
