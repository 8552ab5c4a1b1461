using System.Diagnostics;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution.Diagnostics;
using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Subscriptions;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>Request → plan → run. https://spec.graphql.org/September2025/#sec-Execution</summary>
internal sealed class GraphQLExecutor : IGraphQLExecutor
{
    /// <summary>The request of an execution that is for many.</summary>
    private static readonly GraphQLRequest Nobody = new() { Document = default };

    private readonly SharedStreams streams = new();
    private readonly OperationPreparation preparation;
    private readonly EngineServices engine;
    private readonly GraphQLOptions options;
    private readonly IServiceProvider root;
    private readonly ILogger logger;

    public GraphQLExecutor(GraphQLSchema schema, SchemaBuilder builder, IServiceProvider root, ILogger<GraphQLExecutor> logger)
    {
        (this.root, this.logger, options) = (root, logger, builder.Options);
        var reporter = new ErrorReporter(builder.ErrorCodes, logger);
        engine = new EngineServices(builder.RequestValues, reporter, options, root.GetService<TimeProvider>() ?? TimeProvider.System);
        preparation = new OperationPreparation(schema, options, reporter);
    }

    public ValueTask<GraphQLResult> ExecuteAsync(GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (preparation.Prepare(request, out var variables, out var refused) is not { } plan) return ValueTask.FromResult(refused!);
        return plan.Operation.Kind == OperationKind.Subscription
            ? ValueTask.FromResult(Refuse("A subscription gives a stream of results: send it over a WebSocket."))
            : ExecuteAsync(plan, variables!, request, cancellationToken);
    }

    public async ValueTask<SubscriptionResult> SubscribeAsync(GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (preparation.Prepare(request, out var variables, out var refused) is not { } plan) return new SubscriptionResult(refused!, isError: true);
        if (plan.Operation.Kind == OperationKind.Subscription) return await SubscribeAsync(plan, variables!, request, cancellationToken);
        var incremental = preparation.Incremental(plan, variables!);
        if (incremental != plan) return await ExecuteIncrementallyAsync(incremental, variables!, request, cancellationToken);
        var single = await ExecuteAsync(plan, variables!, request, cancellationToken);
        return new SubscriptionResult(single, isError: !single.HasData);
    }

    /// <summary>The kind of the operation that would run; null when the request would be refused. For transports that allow only some.</summary>
    internal OperationKind? KindOf(GraphQLRequest request) => preparation.Find(request, out _)?.Operation.Kind;

    /// <summary>What the operation may cost; 1 when the request would be refused.</summary>
    internal double CostOf(GraphQLRequest request)
    {
        if (preparation.Prepare(request, out var variables, out var refused) is { } plan) return Math.Max(1, plan.Cost.Of(variables!));
        refused!.Dispose();
        return 1;
    }

    /// <summary>What a client learns of an exception that no field caught; logged unless the application maps it.</summary>
    internal GraphQLError Describe(Exception exception, CancellationToken cancellationToken = default)
    {
        var (code, message) = engine.Errors.Describe(exception, null, cancellationToken);
        return new GraphQLError(message, code);
    }

    private ValueTask<GraphQLResult> ExecuteAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        if (!plan.IsIntrospection || request.ReportsCost) return RunAsync(plan, variables, request, cancellationToken);
        // What a query learns of the schema never changes, so it is written once.
        if (plan.Answer is { } known) return ValueTask.FromResult(new GraphQLResult(known));
        var running = RunAsync(plan, variables, request, cancellationToken);
        if (!running.IsCompletedSuccessfully) return running;
        var result = running.GetAwaiter().GetResult();
        preparation.KeepAnswer(plan, result);
        return ValueTask.FromResult(result);
    }

    private ValueTask<GraphQLResult> RunAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var activity = GraphQLDiagnostics.Start(plan);
        var services = new RunServices(request, request.Services ?? root, request.Services is null, engine, cancellationToken) { Started = Stopwatch.GetTimestamp(), Limit = plan.TimeLimit };
        var running = new ExecutionRun(plan, variables, services).ExecuteAsync();
        if (!running.IsCompletedSuccessfully || services.NeedsDisposal || activity is not null || cancellationToken.IsCancellationRequested)
            return FinishAsync(running, plan, services, activity, cancellationToken);
        var result = running.GetAwaiter().GetResult();
        Finished(plan, services, result);
        return ValueTask.FromResult(result);
    }

    private async ValueTask<GraphQLResult> FinishAsync(
        ValueTask<GraphQLResult> running, OperationPlan plan, RunServices services, Activity? activity, CancellationToken cancellationToken)
    {
        GraphQLResult result;
        var task = running.AsTask();
        try
        {
            result = await services.InTimeAsync(task);
        }
        catch (Exception e)
        {
            result = GraphQLResult.RequestError(Describe(e, cancellationToken));
        }

        Finished(plan, services, result);
        GraphQLDiagnostics.Ended(activity, result);
        // Resolvers that do not heed their cancellation keep what they use until they end; the client does not wait for them.
        if (!task.IsCompleted) _ = AbandonAsync(task, services);
        else await services.DisposeAsync();
        if (!cancellationToken.IsCancellationRequested) return result;
        result.Dispose();
        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Lets a run come to its end that nobody waits for any more; then what it used is given back.</summary>
    private async Task AbandonAsync(Task<GraphQLResult> task, RunServices services)
    {
        try
        {
            (await task).Dispose();
        }
        catch (Exception e)
        {
            engine.Errors.Log(e, "an operation that was too slow");
        }

        await services.DisposeAsync();
    }

    private void Finished(OperationPlan plan, RunServices services, GraphQLResult result)
    {
        var duration = Stopwatch.GetElapsedTime(services.Started);
        GraphQLDiagnostics.Measured(plan, duration, result.HasErrors);
        if (result.HasErrors) GraphQLDiagnostics.Failed(result.Errors);
        if (options.SlowOperationTime > TimeSpan.Zero && duration > options.SlowOperationTime)
            logger.LogWarning("Slow GraphQL {Kind} {Operation}: {Seconds:0.000} s", plan.Operation.Kind, plan.Operation.Name ?? "without a name", duration.TotalSeconds);
    }

    private async ValueTask<SubscriptionResult> ExecuteIncrementallyAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var activity = GraphQLDiagnostics.Start(plan);
        var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var services = new RunServices(request, request.Services ?? root, request.Services is null, engine, cancelling.Token) { Started = Stopwatch.GetTimestamp(), Limit = plan.TimeLimit };
        GraphQLResult first;
        var task = new ExecutionRun(plan, variables, services).ExecuteAsync().AsTask();
        try
        {
            first = await services.InTimeAsync(task);
        }
        catch (Exception e)
        {
            first = GraphQLResult.RequestError(Describe(e, cancellationToken));
        }

        Finished(plan, services, first);
        GraphQLDiagnostics.Ended(activity, first);
        if (!task.IsCompleted)
        {
            await cancelling.CancelAsync();
            _ = AbandonAsync(task, services);
            return new SubscriptionResult(first, isError: true);
        }

        foreach (var dropped in first.DroppedJobs ?? []) await dropped.DisposeAsync();
        if (first.Jobs is not null) return new SubscriptionResult(new IncrementalResponse(first, plan, variables, services, cancelling));
        await services.DisposeAsync();
        cancelling.Dispose();
        return new SubscriptionResult(first, isError: !first.HasData);
    }

    private async ValueTask<SubscriptionResult> SubscribeAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var field = plan.Root.Fields[0];
        // A shared source outlives the subscriber that began it, and so must what its resolver uses.
        var outlives = ((IStreamField)field).Settings.Shared;
        var source = outlives ? new CancellationTokenSource() : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var services = new RunServices(request, (outlives ? null : request.Services) ?? root, outlives || request.Services is null, engine, source.Token);
        var run = new ExecutionRun(plan, variables, services);
        var cancelling = default(CancellationTokenRegistration);
        try
        {
            cancelling = outlives ? cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source) : default;
            return new SubscriptionResult(await ((IStreamField)field).SubscribeAsync(new SubscriptionStart(request, run, NewRun, source, cancelling, cancellationToken), streams));
        }
        catch (Exception e)
        {
            await cancelling.DisposeAsync();
            run.Output.Dispose();
            await services.DisposeAsync();
            source.Dispose();
            if (e is OperationCanceledException && cancellationToken.IsCancellationRequested) throw;
            return new SubscriptionResult(run.StreamError(field, e), isError: true);
        }

        // Each event resolves in a scope of its own (made only if needed), with data loaders of its own.
        ExecutionRun NewRun(bool shared, CancellationToken token) => new(plan, variables, shared
            ? new RunServices(Nobody, root, ownScope: true, engine, token)
            : new RunServices(request, request.Services ?? root, ownScope: true, engine, token));
    }

    private static GraphQLResult Refuse(string message) => GraphQLResult.RequestError(new GraphQLError(message, GraphQLErrorCodes.BadRequest));
}
