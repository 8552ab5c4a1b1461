using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>Document → plan (cached) → variables → run. https://spec.graphql.org/September2025/#sec-Execution</summary>
internal sealed class GraphQLExecutor : IGraphQLExecutor
{
    private readonly GraphQLSchema schema;
    private readonly GraphQLOptions options;
    private readonly DocumentCache cache;
    private readonly EngineServices engine;
    private readonly IServiceProvider root;

    public GraphQLExecutor(GraphQLSchema schema, SchemaBuilder builder, IServiceProvider root, ILogger<GraphQLExecutor> logger)
    {
        (this.schema, this.root) = (schema, root);
        options = builder.Options;
        cache = new DocumentCache(options.DocumentCacheSize);
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
        if (plan.Operation.Kind != OperationKind.Subscription)
            return new SubscriptionResult(await ExecuteAsync(plan, variables!, request, cancellationToken), isError: false);

        var field = plan.Root.Fields[0];
        var services = new RunServices(request, request.Services ?? root, request.Services is null, engine, cancellationToken);
        var run = new ExecutionRun(plan, variables!, services);
        try
        {
            return new SubscriptionResult(await ((IStreamField)field).SubscribeAsync(run, NewRun));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await services.DisposeAsync();
            return new SubscriptionResult(run.StreamError(field, e), isError: true);
        }

        // Each event resolves in a scope of its own (made only if needed), with data loaders of its own.
        ExecutionRun NewRun() => new(plan, variables!, new RunServices(request, request.Services ?? root, ownScope: true, engine, cancellationToken));
    }

    /// <summary>The kind of the operation that would run; null when the request would be refused. For transports that allow only some.</summary>
    internal OperationKind? KindOf(GraphQLRequest request) =>
        Document(request.Document.Utf8) is { Errors: null } document ? document.Plan(request.OperationName, out _)?.Operation.Kind : null;

    private ValueTask<GraphQLResult> ExecuteAsync(OperationPlan plan, VariableValues variables, GraphQLRequest request, CancellationToken cancellationToken)
    {
        var services = new RunServices(request, request.Services ?? root, request.Services is null, engine, cancellationToken);
        var running = new ExecutionRun(plan, variables, services).ExecuteAsync();
        return running.IsCompletedSuccessfully && !services.HasScope && !cancellationToken.IsCancellationRequested
            ? running : FinishAsync(running, services, cancellationToken);
    }

    private static async ValueTask<GraphQLResult> FinishAsync(ValueTask<GraphQLResult> running, RunServices services, CancellationToken cancellationToken)
    {
        await using (services)
        {
            var result = await running;
            if (!cancellationToken.IsCancellationRequested) return result;
            result.Dispose();
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private OperationPlan? Prepare(GraphQLRequest request, out VariableValues? variables, out GraphQLResult? refused)
    {
        variables = null;
        refused = null;
        var document = Document(request.Document.Utf8);
        if (document.Errors is not null)
        {
            refused = GraphQLResult.RequestError(document.Errors);
            return null;
        }

        if (document.Plan(request.OperationName, out var error) is not { } plan)
        {
            refused = GraphQLResult.RequestError(error!);
            return null;
        }

        variables = VariableValues.Coerce(plan, request.Variables, out var errors);
        if (variables is not null) return plan;
        refused = GraphQLResult.RequestError(errors!);
        return null;
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
