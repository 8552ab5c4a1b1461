using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Health;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphPlatform.Tests.Platform.Health;

/// <summary>How the parts' states become the whole's, and what is told.</summary>
public sealed class HealthTests
{
    private readonly TestClock clock = new();
    private readonly EventBus events = new();

    [Theory]
    [InlineData(HealthState.Ok, HealthState.Ok, HealthState.Ok)]
    [InlineData(HealthState.Degraded, HealthState.Ok, HealthState.Degraded)]
    [InlineData(HealthState.Down, HealthState.Ok, HealthState.Down)]
    [InlineData(HealthState.Ok, HealthState.Down, HealthState.Degraded)]
    public async Task Without_a_vital_part_it_is_down_and_without_another_degraded(HealthState vital, HealthState other, HealthState whole)
    {
        using var health = Service(new Part("database", true) { State = vital }, new Part("engine", false) { State = other });
        Assert.Equal(whole, (await health.CheckAsync(Caller.Anonymous, CancellationToken.None)).State);
    }

    [Fact]
    public async Task A_part_that_fails_is_down_and_the_reason_says_nothing_of_its_inside()
    {
        using var health = Service(new Part("database", true) { Error = new InvalidOperationException("Password=hunter2") }, new Part("engine", false) { Error = new PlatformException(ErrorCode.Engine, "It is away.") });
        var report = await health.CheckAsync(Caller.Anonymous, CancellationToken.None);
        Assert.All(report.Components, c => Assert.Equal(HealthState.Down, c.State));
        Assert.DoesNotContain("hunter2", report.Components[0].Reason, StringComparison.Ordinal);
        Assert.Equal("It is away.", report.Components[1].Reason);
    }

    [Fact]
    public async Task However_many_ask_each_part_is_looked_at_once_in_a_moment()
    {
        var part = new Part("database", true);
        using var health = Service(part);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => health.CheckAsync(Caller.Anonymous, CancellationToken.None)));
        Assert.Equal(1, part.Looks);
        clock.Advance(TimeSpan.FromSeconds(3));
        await health.CheckAsync(Caller.Anonymous, CancellationToken.None);
        Assert.Equal(2, part.Looks);
    }

    [Fact]
    public async Task Who_follows_is_told_when_a_part_works_better_or_worse()
    {
        var part = new Part("engine", false);
        using var health = Service(part);
        await using var reports = health.Follow(Caller.System("test"), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await reports.MoveNextAsync());
        Assert.Equal(HealthState.Ok, reports.Current.State);
        var next = reports.MoveNextAsync();
        clock.Advance(TimeSpan.FromSeconds(3));
        await health.CheckAsync(Caller.Anonymous, CancellationToken.None);
        Assert.False(next.IsCompleted);     // nothing has changed
        part.State = HealthState.Down;
        clock.Advance(TimeSpan.FromSeconds(3));
        await health.CheckAsync(Caller.Anonymous, CancellationToken.None);
        Assert.True(await next);
        Assert.Equal(HealthState.Degraded, reports.Current.State);
    }

    [Fact]
    public void Strangers_may_ask_and_not_follow()
    {
        using var health = Service(new Part("database", true));
        Assert.Equal(ErrorCode.Unauthenticated, Assert.Throws<PlatformException>(() => health.Follow(Caller.Anonymous, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Events_that_are_published_arrive() =>
        Assert.Equal(HealthState.Ok, (await new EventBusHealth(events).LookAsync(CancellationToken.None)).Item1);

    private HealthService Service(params IHealthCheck[] parts) => new(parts, events, clock, NullLogger<HealthService>.Instance);

    private sealed class Part(string name, bool vital) : IHealthCheck
    {
        public string Name => name;

        public bool IsVital => vital;

        public HealthState State { get; set; }

        public Exception? Error { get; init; }

        public int Looks { get; private set; }

        public Task<(HealthState State, string Reason)> LookAsync(CancellationToken ct)
        {
            Looks++;
            return Error is null ? Task.FromResult((State, "So it is.")) : Task.FromException<(HealthState, string)>(Error);
        }
    }
}
