using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Subscriptions;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>Document → plan (cached) → variables → run. https://spec.graphql.org/September2025/#sec-Execution</summary>
internal sealed class GraphQLExecutor : IGraphQLExecutor
{
    /// <summary>The request of an execution that is for many.</summary>
    private static readonly GraphQLRequest Nobody = new() { Document = default };

    private readonly SharedStreams streams = new();
    private readonly GraphQLSchema schema;
    private readonly GraphQLOptions options;
    private readonly DocumentCache cache;
    private readonly EngineServices engine;
    private readonly IServiceProvider root;

    public GraphQLExecutor(GraphQLSchema schema, SchemaBuilder builder, IServiceProvider root, ILogger<GraphQLExecutor> logger)
    {
        (this.schema, this.root) = (schema, root);
        options = builder.Options;
        cache = new DocumentCache(options.DocumentCacheSize, options.MaxDocumentCacheBytes);
        engine = new EngineServices(builder.RequestValues, new ErrorReporter(builder.ErrorCodes, logger));
    }

    public ValueTask<GraphQLResult> ExecuteAsync(GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Prepare(request, out var variables, out var refused) is not { } plan) return ValueTask.FromResult(refused!);
        return plan.Operation.Kind == OperationKind.Subscription
            ? ValueTask.FromResult(Refuse("A subscription gives a stream of results: send it over a WebSocket."))
            : ExecuteAsync(plan, variables!, request, cancellationToken);
    }

    public async ValueTask<SubscriptionResult> SubscribeAsync(GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Prepare(request, out var variables, out var refused) is not { } plan) return new SubscriptionResult(refused!, isError: true);
        if (plan.Operation.Kind == OperationKind.Subscription) return await SubscribeAsync(plan, variables!, request, cancellationToken);
        var incremental = Document(request.Document.Utf8).Incremental(plan, variables!, cache);
        if (incremental != plan) return await ExecuteIncrementallyAsync(incremental, variables!, request, cancellationToken);
        var single = await ExecuteAsync(plan, variables!, request, cancellationToken);
        return new SubscriptionResult(single, isError: !single.HasData);
    }

    private async ValueTask<SubscriptionResult> ExecuteIncrementallyAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var services = new RunServices(request, request.Services ?? root, request.Services is null, engine, cancelling.Token);
        GraphQLResult first;
        try
        {
            first = await new ExecutionRun(plan, variables, services).ExecuteAsync();
        }
        catch (Exception e)
        {
            first = GraphQLResult.RequestError(Describe(e, cancellationToken));
        }

        foreach (var dropped in first.DroppedJobs ?? []) await dropped.DisposeAsync();
        if (first.Jobs is not null) return new SubscriptionResult(new IncrementalResponse(first, plan, variables, services, cancelling));
        await services.DisposeAsync();
        cancelling.Dispose();
        return new SubscriptionResult(first, isError: !first.HasData);
    }

    /// <summary>The kind of the operation that would run; null when the request would be refused. For transports that allow only some.</summary>
    internal OperationKind? KindOf(GraphQLRequest request) => Find(request, out _)?.Operation.Kind;

    /// <summary>What a client learns of an exception that no field caught; logged unless the application maps it.</summary>
    internal GraphQLError Describe(Exception exception, CancellationToken cancellationToken = default)
    {
        var (code, message) = engine.Errors.Describe(exception, null, cancellationToken);
        return new GraphQLError(message, code);
    }

    private async ValueTask<SubscriptionResult> SubscribeAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var field = plan.Root.Fields[0];
        // A shared source outlives the subscriber that began it, and so must what its resolver uses.
        var outlives = ((IStreamField)field).Settings.Shared;
        var source = outlives ? new CancellationTokenSource() : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var services = new RunServices(request, (outlives ? null : request.Services) ?? root, outlives || request.Services is null, engine, source.Token);
        var run = new ExecutionRun(plan, variables, services);
        try
        {
            await using var cancelling = outlives ? cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source) : default;
            return new SubscriptionResult(await ((IStreamField)field).SubscribeAsync(new SubscriptionStart(request, run, NewRun, source, cancellationToken), streams));
        }
        catch (Exception e)
        {
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

    private ValueTask<GraphQLResult> ExecuteAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        if (plan.IsIntrospection) return Introspect(plan, variables, request, cancellationToken);
        return RunAsync(plan, variables, request, cancellationToken);
    }

    /// <summary>What a query learns of the schema never changes, so it is written once.</summary>
    private ValueTask<GraphQLResult> Introspect(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        if (plan.Answer is { } known) return ValueTask.FromResult(new GraphQLResult(known));
        var running = RunAsync(plan, variables, request, cancellationToken);
        if (!running.IsCompletedSuccessfully) return running;
        var result = running.Result;
        if (!result.HasErrors && cache.Find(request.Document.Utf8.Span) is { } document && cache.TryGrow(document, result.Utf8Json.Length)) plan.Answer = result.Utf8Json.ToArray();
        return ValueTask.FromResult(result);
    }

    private ValueTask<GraphQLResult> RunAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var services = new RunServices(request, request.Services ?? root, request.Services is null, engine, cancellationToken);
        var running = new ExecutionRun(plan, variables, services).ExecuteAsync();
        return running.IsCompletedSuccessfully && !services.HasScope && !cancellationToken.IsCancellationRequested
            ? running : FinishAsync(running, services, cancellationToken);
    }

    private async ValueTask<GraphQLResult> FinishAsync(ValueTask<GraphQLResult> running, RunServices services, CancellationToken cancellationToken)
    {
        GraphQLResult result;
        try
        {
            result = await running;
        }
        catch (Exception e)
        {
            result = GraphQLResult.RequestError(Describe(e, cancellationToken));
        }

        await services.DisposeAsync();
        if (!cancellationToken.IsCancellationRequested) return result;
        result.Dispose();
        throw new OperationCanceledException(cancellationToken);
    }

    private OperationPlan? Prepare(GraphQLRequest request, out VariableValues? variables, out GraphQLResult? refused)
    {
        variables = null;
        refused = null;
        if (Find(request, out var errors) is { } plan)
        {
            try
            {
                variables = VariableValues.Coerce(plan, request.Variables, out errors);
                if (variables is not null) return plan;
            }
            catch (Exception e)
            {
                // A constructor of the application's input objects threw.
                errors = [Describe(e)];
            }
        }

        refused = GraphQLResult.RequestError(errors!);
        return null;
    }

    private OperationPlan? Find(GraphQLRequest request, out IReadOnlyList<GraphQLError>? errors)
    {
        try
        {
            var document = Document(request.Document.Utf8);
            errors = document.Errors;
            if (errors is not null) return null;
            var plan = document.Plan(request.OperationName, out var error);
            if (error is not null) errors = [error];
            return plan;
        }
        catch (Exception e)
        {
            // A plan that cannot be made: the default of a variable whose input object refuses it, for example.
            errors = [Describe(e)];
            return null;
        }
    }

    private CachedDocument Document(ReadOnlyMemory<byte> bytes)
    {
        if (cache.Find(bytes.Span) is { } known) return known;
        var copy = bytes.ToArray();
        var prepared = CachedDocument.Prepare(schema, options, copy);
        if (copy.Length <= options.MaxCachedDocumentBytes) cache.Add(copy, prepared);
        return prepared;
    }

    private static GraphQLResult Refuse(string message) => GraphQLResult.RequestError(new GraphQLError(message, GraphQLErrorCodes.BadRequest));
}
