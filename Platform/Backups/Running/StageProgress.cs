namespace GraphPlatform.Platform.Backups.Running;

/// <summary>Tells how many bytes a stage has handled, once a second at most.</summary>
/// <param name="report">Gets a line and, where it is known, how far it is of 100.</param>
/// <param name="total">How many there are; null when that is not known.</param>
/// <param name="clock">The time.</param>
internal sealed class StageProgress(Func<string, int?, Task> report, long? total, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private long done;
    private long? last;

    /// <summary>What is handled now.</summary>
    public string What { get; set; } = "";

    /// <summary>Notes some more.</summary>
    public async ValueTask AddAsync(int bytes)
    {
        done += bytes;
        if (last is { } before && clock.GetElapsedTime(before) < Pace) return;
        last = clock.GetTimestamp();
        await TellAsync();
    }

    /// <summary>Tells now.</summary>
    public Task TellAsync() => report(
        $"{What}: {Words(done)}{(total is { } all ? $" of {Words(all)}" : "")}", total is > 0 ? (int)Math.Min(100, done * 100 / total.Value) : null);

    private static string Words(long bytes) => bytes < 1_000_000 ? $"{(bytes + 999) / 1000} kB" : bytes < 10_000_000 ? $"{bytes / 1_000_000.0:0.0} MB" : $"{bytes / 1_000_000} MB";
}
