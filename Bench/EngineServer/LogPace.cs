using System.Diagnostics;

namespace GraphPlatform.Bench.EngineServer;

/// <summary>
/// How many lines of the log are due: BENCH_LOG_RATE a second (5,000) of BENCH_LOG_BYTES (120) bytes of text. After a stall it catches up by at most 100 ms worth
/// of lines, so that a server which slows its publisher down shows as lines per second below the rate. Every .NET server of the comparison has this one.
/// </summary>
public sealed class LogPace
{
    /// <summary>The text of every line.</summary>
    public static readonly string Text = string.Concat(Enumerable.Repeat("GET /api/v1/containers 200 12ms user=alice region=eu-1 ", 40))[..Setting("BENCH_LOG_BYTES", 120)];

    /// <summary>Lines a second.</summary>
    public static readonly int Rate = Setting("BENCH_LOG_RATE", 5000);

    private long last = Stopwatch.GetTimestamp();
    private double debt;

    /// <summary>The time of publishing as the load client reads it: "m" and nanoseconds of the monotonic clock.</summary>
    public static string Now() => $"m{Stopwatch.GetTimestamp()}";

    /// <summary>Lines that have come due since it was last asked.</summary>
    public int Due()
    {
        var now = Stopwatch.GetTimestamp();
        debt = Math.Min(debt + (now - last) / (double)Stopwatch.Frequency * Rate, Rate / 10.0);
        last = now;
        var count = (int)debt;
        debt -= count;
        return count;
    }

    private static int Setting(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}");
}
