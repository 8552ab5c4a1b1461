using System.Diagnostics;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>
/// How often many readers are woken. To wake each for every event costs more than the events; what comes within two milliseconds goes out in one write to each.
/// The first event after a silence goes out at once, few readers are woken at once always, and many too while they keep up.
/// </summary>
internal struct WakePace
{
    private const int Many = 16;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    private long woken;

    public readonly bool IsTooSoon(int readers) => readers > Many && Stopwatch.GetElapsedTime(woken) < Shortest;

    public void Woke() => woken = Stopwatch.GetTimestamp();
}
