using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class TimeLimitTests
{
    public sealed class Gate
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Scoped(Gate gate) : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            IsDisposed = true;
            gate.Disposed.TrySetResult();
        }
    }

    [QueryType]
    public static class Queries
    {
        public static async Task<int> Heeds(Gate gate, CancellationToken ct)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            catch (OperationCanceledException)
            {
                gate.Cancelled.TrySetResult();
                throw;
            }

            return 1;
        }

        public static async Task<bool> Stubborn(Gate gate, Scoped scoped)
        {
            await gate.Open.Task;
            return scoped.IsDisposed;
        }

        public static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++) yield return i;
        }

        [TimeLimit(60)]
        public static async Task<int> MayTakeLong(Gate gate, CancellationToken ct)
        {
            await gate.Open.Task.WaitAsync(ct);
            return 1;
        }

        public static string Quick(CancellationToken ct) => ct.CanBeCanceled ? "quick" : "without end";
    }

    [MutationType]
    public static class Mutations
    {
        [TimeLimit(100)]
        public static int Long() => 1;

        public static int Short() => 1;
    }

    private static DemoEngine Engine(Gate gate, TimeSpan limit, TimeProvider? clock = null) => new(schema =>
    {
        schema.AddTypes(typeof(Queries), typeof(Mutations));
        schema.Options.MaxExecutionTime = limit;
    }, services => services.AddSingleton(gate).AddScoped<Scoped>().AddSingleton(clock ?? TimeProvider.System));

    private static TimeSpan LimitOf(string document)
    {
        var builder = new SchemaBuilder();
        builder.AddTypes(typeof(Queries), typeof(Mutations));
        using var services = new ServiceCollection().AddSingleton(new Gate()).AddScoped<Scoped>().BuildServiceProvider();
        var schema = builder.Build(services);
        var parsed = Parser.Parse(System.Text.Encoding.UTF8.GetBytes(document), new ParserLimits(1000, 100));
        return new OperationPlan(schema, parsed, parsed.Definitions.OfType<OperationNode>().Single(), builder.Options).TimeLimit;
    }

    [Theory]
    [InlineData("{ quick }", 30)]
    [InlineData("{ quick mayTakeLong }", 90)]
    [InlineData("{ a: mayTakeLong b: mayTakeLong ...F } fragment F on Query { a: mayTakeLong quick }", 90)]
    [InlineData("mutation { short }", 30)]
    [InlineData("mutation { short long }", 130)]
    [InlineData("mutation { a: long b: long ... { a: long c: long } }", 330)]
    public void An_operation_has_the_time_of_its_fields_that_may_take_long(string document, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LimitOf(document));

    [Fact]
    public async Task A_field_that_may_take_long_is_waited_for_and_its_operation_does_end()
    {
        var (gate, clock) = (new Gate(), new StoppedClock());
        await using var engine = Engine(gate, TimeSpan.FromSeconds(1), clock);
        var running = engine.RunAsync("{ mayTakeLong }");
        Assert.Equal(TimeSpan.FromSeconds(61), await clock.Asked.Task);
        gate.Open.SetResult();
        Assert.Equal("""{"data":{"mayTakeLong":1}}""", await running);

        var (endless, later) = (new Gate(), new StoppedClock());
        await using var second = Engine(endless, TimeSpan.FromSeconds(1), later);
        var ended = second.RunAsync("{ mayTakeLong }");
        await later.Asked.Task;
        later.Ring();
        Assert.Contains("The operation took longer than 61 s", await ended, StringComparison.Ordinal);
    }

    /// <summary>Tells for how long somebody wants to wait, and lets that pass when it is told to.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private Action? ring;

        public TaskCompletionSource<TimeSpan> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Ring() => ring!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ring = () => callback(state);
            Asked.TrySetResult(dueTime);
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_cancelled_and_the_client_is_told()
    {
        var gate = new Gate();
        await using var engine = Engine(gate, TimeSpan.FromMilliseconds(50));
        Assert.Contains(GraphQLErrorCodes.TimedOut, await engine.RunAsync("{ heeds }"), StringComparison.Ordinal);
        await gate.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_resolver_that_does_not_heed_it_keeps_its_services_until_it_ends()
    {
        var gate = new Gate();
        await using var engine = Engine(gate, TimeSpan.FromMilliseconds(50));
        Assert.Contains(GraphQLErrorCodes.TimedOut, await engine.RunAsync("{ stubborn }"), StringComparison.Ordinal);
        Assert.False(gate.Disposed.Task.IsCompleted);
        gate.Open.SetResult();
        await gate.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_never_waits_is_stopped_too()
    {
        await using var engine = Engine(new Gate(), TimeSpan.FromMilliseconds(50));
        Assert.Contains(GraphQLErrorCodes.TimedOut, await engine.RunAsync("{ endless }"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ heeds ... @defer(if: false) { __typename } }")]
    [InlineData("{ stubborn ... @defer { __typename } }")]
    public async Task What_defers_is_no_way_around_it(string document)
    {
        await using var engine = Engine(new Gate(), TimeSpan.FromMilliseconds(50));
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = document });
        Assert.Equal(GraphQLErrorCodes.TimedOut, Assert.Single(started.Single!.Errors).Code);
    }

    [Fact]
    public async Task A_deferred_part_that_takes_too_long_is_completed_with_the_reason()
    {
        await using var engine = Engine(new Gate(), TimeSpan.FromMilliseconds(50));
        var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = "{ quick ... @defer { stubborn } ... @defer { heeds } }" });
        var payloads = "";
        await foreach (var result in started.Events!)
            using (result) payloads += System.Text.Encoding.UTF8.GetString(result.Utf8Json.Span);
        Assert.Equal(3, payloads.Split(GraphQLErrorCodes.TimedOut).Length);
        Assert.Contains("\"hasNext\":false", payloads, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_limit_there_is_none()
    {
        await using var engine = Engine(new Gate(), TimeSpan.Zero);
        Assert.Equal("""{"data":{"quick":"without end"}}""", await engine.RunAsync("{ quick }"));
        await using var limited = Engine(new Gate(), TimeSpan.FromMinutes(1));
        Assert.Equal("""{"data":{"quick":"quick"}}""", await limited.RunAsync("{ quick }"));
    }
}
