using GraphPlatform.Platform.Metrics;

namespace GraphPlatform.Tests.Platform.Metrics;

/// <summary>Counters of a container with several instances, as Prometheus and the charts take rates of them.</summary>
public sealed class StatsFeedTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StatsHub hub = new();
    private readonly Dictionary<string, StatsSample> before = [];
    private readonly List<StatsSample> seen = [];
    private int seconds;

    [Fact]
    public void A_restart_of_one_of_two_instances_adds_nothing_and_takes_nothing_away()
    {
        Move("a", 1_000);
        Move("b", 2_000);
        hub.Ended("ctr", "b");
        Move("a", 1_000);
        Move("b", 0);
        Move("b", 10);
        Assert.Equal([1_000, 3_000, 3_000, 3_000, 3_010], Received());
    }

    [Fact]
    public void Fewer_replicas_a_rolling_deployment_and_a_sleep_are_no_fall()
    {
        foreach (var instance in (string[])["a", "b", "c"]) Move(instance, 100);
        foreach (var instance in (string[])["b", "c"]) hub.Ended("ctr", instance);
        Move("a", 150);
        Move("d", 7);
        hub.Ended("ctr", "a");
        Move("d", 8);
        hub.Ended("ctr", "d");
        Assert.Null(hub.Latest("ctr"));
        Move("e", 5);
        Assert.Equal([100, 200, 300, 350, 357, 358, 363], Received());
        Assert.All(seen, sample => Assert.Equal(sample.NetworkRxBytes, sample.NetworkTxBytes / 2));
        Assert.All(seen, sample => Assert.Equal(sample.NetworkRxBytes, sample.BlockReadBytes / 3));
        Assert.All(seen, sample => Assert.Equal(sample.NetworkRxBytes, sample.BlockWriteBytes / 4));
    }

    [Fact]
    public void What_an_instance_had_moved_before_the_server_started_is_not_counted_as_moved_now()
    {
        Move("a", 1_000_000, known: false);
        Move("b", 2_000_000, known: false);
        Move("a", 1_000_001);
        Assert.Equal([0, 0, 1], Received());
        Assert.Equal(4, hub.Latest("ctr")!.Sample.Pids);
    }

    private IEnumerable<long> Received() => seen.Select(sample => sample.NetworkRxBytes);

    private void Move(string instance, long counter, bool known = true)
    {
        var sample = new StatsSample(Start.AddSeconds(++seconds), 0.1, 10, counter, 2 * counter, 3 * counter, 4 * counter, 2);
        StatsSample? earlier = before.TryGetValue(instance, out var found) ? found : known ? default(StatsSample) : null;
        before[instance] = sample;
        seen.Add(hub.Publish("ctr", instance, sample, Traffic.Between(earlier, sample)));
    }
}
