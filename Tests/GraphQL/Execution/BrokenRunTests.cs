using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.GraphQL.Tests.Execution;

/// <summary>What the engine itself does not survive ends the run with that exception, on whichever thread it happens.</summary>
public sealed class BrokenRunTests
{
    /// <summary>Breaks the engine at the moment when it records a field error.</summary>
    private sealed class BrokenLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new NotSupportedException("the log is full");
    }

    [QueryType]
    public static class Queries
    {
        public static string Fail() => throw new InvalidOperationException();

        public static async Task<string> FailLaterAsync()
        {
            await Task.Yield();
            return Fail();
        }
    }

    [MutationType]
    public static class Mutations
    {
        public static string Fail() => Queries.Fail();
    }

    [Theory]
    [InlineData("{ fail }")]
    [InlineData("{ failLater }")]
    [InlineData("mutation { fail }")]
    public async Task The_result_is_the_exception(string document)
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(Queries), typeof(Mutations)));
        var bytes = System.Text.Encoding.UTF8.GetBytes(document);
        var plan = CachedDocument.Prepare(engine.Services.GetRequiredService<GraphQLSchema>(), new GraphQLOptions(), bytes).Plan(null, out _)!;
        var services = new RunServices(
            new GraphQLRequest { Document = document }, engine.Services, ownScope: false, new EngineServices([], new ErrorReporter([], new BrokenLogger()), new GraphQLOptions(), TimeProvider.System), default);

        var running = new ExecutionRun(plan, VariableValues.Coerce(plan, null, out _)!, services).ExecuteAsync().AsTask();

        Assert.Equal("the log is full", (await Assert.ThrowsAsync<NotSupportedException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)))).Message);
    }
}
