namespace GraphPlatform.Platform.Metrics;

/// <summary>Bytes that an instance moved between two samples.</summary>
/// <param name="Received">Over its network, in.</param>
/// <param name="Sent">Over its network, out.</param>
/// <param name="Read">From disk.</param>
/// <param name="Written">To disk.</param>
public readonly record struct Traffic(long Received, long Sent, long Read, long Written)
{
    /// <summary>What counters have grown by. They start anew with the instance: one that is smaller than before counts from zero.</summary>
    /// <param name="before">The sample before; null when what came before it is not known, and then nothing is counted.</param>
    /// <param name="now">The sample.</param>
    public static Traffic Between(StatsSample? before, in StatsSample now) => before is not { } earlier ? default : new(
        Grown(earlier.NetworkRxBytes, now.NetworkRxBytes),
        Grown(earlier.NetworkTxBytes, now.NetworkTxBytes),
        Grown(earlier.BlockReadBytes, now.BlockReadBytes),
        Grown(earlier.BlockWriteBytes, now.BlockWriteBytes));

    /// <summary>Both together.</summary>
    public static Traffic operator +(in Traffic a, in Traffic b) => new(a.Received + b.Received, a.Sent + b.Sent, a.Read + b.Read, a.Written + b.Written);

    private static long Grown(long before, long now) => now >= before ? now - before : now;
}
