using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution.Diagnostics;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.GraphQL.Tests.Execution;

public sealed class DiagnosticsTests
{
    [QueryType]
    public static class Queries
    {
        public static async Task<string> Traced()
        {
            await Task.Yield();
            return Activity.Current?.DisplayName ?? "nothing";
        }

        public static async Task<int> Slow()
        {
            await Task.Delay(5);
            return 1;
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }

    [Fact]
    public async Task Operations_have_spans_and_resolvers_on_demand()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var parent = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GraphQLDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var engine = new DemoEngine(schema =>
        {
            schema.AddTypes(typeof(Queries));
            schema.Options.TraceResolvers = true;
        });

        var answer = await engine.RunAsync("query Look { traced }");

        var names = spans.Where(span => span.TraceId == parent.TraceId).Select(span => span.DisplayName).ToList();
        Assert.Equal(["graphql.parse", "graphql.validate", "graphql.plan", "Query.traced", "query Look"], names);
        Assert.Equal("""{"data":{"traced":"Query.traced"}}""", answer);
        Assert.Equal("Look", spans.Single(span => span.TraceId == parent.TraceId && span.DisplayName == "query Look").GetTagItem("graphql.operation.name"));
    }

    [Fact]
    public async Task Durations_errors_and_known_documents_are_counted()
    {
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == GraphQLDiagnostics.Name) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => seen.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags) seen.AddOrUpdate($"{instrument.Name}:{tag.Value}", value, (_, count) => count + value);
        });
        listener.Start();
        await using var engine = new DemoEngine();
        for (var i = 0; i < 3; i++) await engine.RunAsync("{ ping }");
        await engine.RunAsync("{ nothingLikeThis }");

        // Other tests run beside this one, so these are lower bounds.
        Assert.True(seen["graphql.operation.duration"] >= 2);
        Assert.True(seen["graphql.document.duration"] >= 3);
        Assert.True(seen["graphql.documents:True"] >= 1);
        Assert.True(seen["graphql.errors:GRAPHQL_VALIDATION_FAILED"] >= 1);
    }

    [Fact]
    public async Task A_slow_operation_is_logged_by_its_name()
    {
        using var log = new LogLines();
        await using var engine = new DemoEngine(schema =>
        {
            schema.AddTypes(typeof(Queries));
            schema.Options.SlowOperationTime = TimeSpan.FromMilliseconds(1);
        }, services => services.AddLogging(logging => logging.AddProvider(log)));
        await engine.RunAsync("query Sleepy { slow }");
        Assert.Contains(log.Lines, line => line.StartsWith("Slow GraphQL Query Sleepy: ", StringComparison.Ordinal));
    }
}
