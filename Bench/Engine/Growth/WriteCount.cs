namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>Writes of all connections.</summary>
public sealed class WriteCount
{
    private int count;

    /// <summary>Since the start.</summary>
    public int Total => Volatile.Read(ref count);

    /// <summary>One more.</summary>
    public void Add() => Interlocked.Increment(ref count);
}
