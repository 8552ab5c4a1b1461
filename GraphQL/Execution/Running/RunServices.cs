using System.Diagnostics;
using GraphPlatform.GraphQL.Binding;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>What resolvers of one run get besides arguments: services, request values, data loaders. Each is made when first asked for.</summary>
internal sealed class RunServices(GraphQLRequest request, IServiceProvider provider, bool ownScope, EngineServices engine, CancellationToken cancellationToken)
    : IAsyncDisposable, IServiceProvider
{
    private AsyncServiceScope? scope;
    private GraphQLRequestContext? context;
    private object?[]? values;
    private bool[]? valuesMade;
    private Dictionary<Type, DataLoader>? loaders;

    private CancellationTokenSource? limit;

    /// <summary>Ends when the client is gone.</summary>
    public CancellationToken RequestToken => cancellationToken;

    /// <summary>What resolvers get: ends also when the operation has run for too long. Made when first asked for, as most never ask.</summary>
    public CancellationToken CancellationToken
    {
        get
        {
            if (Started == 0 || Limit <= TimeSpan.Zero) return cancellationToken;
            if (limit is null)
            {
                var made = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                if (Interlocked.CompareExchange(ref limit, made, null) is not null) made.Dispose();
                else if (IsTimedOut) made.Cancel();
            }

            return limit.Token;
        }
    }

    /// <summary>When the operation began, by <see cref="Stopwatch"/>; 0 for one that may take as long as it likes.</summary>
    public long Started { get; init; }

    /// <summary>How long the operation may run; zero or less: without end.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>The operation has run for too long.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>Ends what the resolvers do, and says why.</summary>
    public GraphQLError TimeOut()
    {
        IsTimedOut = true;
        try
        {
            limit?.Cancel();
        }
        catch (AggregateException e)
        {
            Errors.Log(e, "cancelling an operation that was too slow");
        }

        return AbortRunException.TimedOut(Limit).Error;
    }

    /// <summary>The result of a run, or after <see cref="Limit"/> the error that says so; then the run goes on until its resolvers have ended.</summary>
    public async ValueTask<GraphQLResult> InTimeAsync(Task<GraphQLResult> running)
    {
        if (running.IsCompleted || Limit <= TimeSpan.Zero) return await running;
        try
        {
            return await running.WaitAsync(Limit, engine.Clock, CancellationToken.None);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            return GraphQLResult.RequestError(TimeOut());
        }
    }

    /// <summary>Looked at now and then by what does not wait for anything.</summary>
    public bool IsOverTime => Started != 0 && Limit > TimeSpan.Zero && Stopwatch.GetElapsedTime(Started) > Limit;

    public GraphQLRequest Request => request;
    public ErrorReporter Errors => engine.Errors;
    public object? RootValue => request.RootValue;

    /// <summary>The request's services; for events of a subscription a scope of their own, made only when a resolver asks.</summary>
    public IServiceProvider Provider
    {
        get
        {
            if (!ownScope) return provider;
            scope ??= provider.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            return scope.Value.ServiceProvider;
        }
    }

    public GraphQLRequestContext Context => context ??= new GraphQLRequestContext(request, Provider, CancellationToken);

    public T GetService<T>() where T : notnull => Provider.GetRequiredService<T>();

    public object? RequestValue(int index)
    {
        values ??= new object?[engine.RequestValues.Count];
        valuesMade ??= new bool[values.Length];
        if (!valuesMade[index])
        {
            values[index] = engine.RequestValues[index].Create(Context);
            valuesMade[index] = true;
        }

        return values[index];
    }

    public T GetLoader<T>(ExecutionRun run) where T : DataLoader
    {
        loaders ??= [];
        if (loaders.TryGetValue(typeof(T), out var known)) return (T)known;
        var loader = ActivatorUtilities.CreateInstance<T>(this);
        loader.Attach(run);
        loaders.Add(typeof(T), loader);
        return loader;
    }

    /// <summary>For the constructors of data loaders: request values first, then services.</summary>
    object? IServiceProvider.GetService(Type serviceType)
    {
        for (var i = 0; i < engine.RequestValues.Count; i++)
            if (engine.RequestValues[i].Type == serviceType) return RequestValue(i);
        return Provider.GetService(serviceType);
    }

    /// <summary>For another run of the same request, beside this one and at the same time: a scope, data loaders and request values of its own, and all the time of an operation.</summary>
    public RunServices Fork() => new(request, provider, ownScope: true, engine, cancellationToken) { Started = Started == 0 ? 0 : Stopwatch.GetTimestamp(), Limit = Limit };

    /// <summary>What a client learns of a failure at a place of the response.</summary>
    public GraphQLError ErrorAt(Exception exception, PathStep[] place)
    {
        var path = new ResultPath();
        path.Restore(place);
        var (code, message) = Errors.Describe(exception, path.CurrentField?.Source, CancellationToken);
        return new GraphQLError(message, code) { Locations = path.CurrentField is { } field ? [field.Location] : [], Path = path.ToArray() };
    }

    /// <summary>Nothing was made that belongs to one run.</summary>
    public bool IsUntouched => !NeedsDisposal && loaders is null && values is null && context is null;

    public bool NeedsDisposal => scope is not null || limit is not null;

    /// <summary>Before the next field of a mutation: what loaders read before may be what that field changes.</summary>
    public void ForgetLoaders() => loaders = null;

    public async ValueTask DisposeAsync()
    {
        limit?.Dispose();
        if (scope is not { } made) return;
        try
        {
            await made.DisposeAsync();
        }
        catch (Exception e)
        {
            // The answer is known by now: a service that cannot clean up must not take it away.
            Errors.Log(e, "disposing the services of a request");
        }
    }
}

/// <summary>What all runs share.</summary>
internal sealed record EngineServices(IReadOnlyList<RequestValueSource> RequestValues, ErrorReporter Errors, GraphQLOptions Options, TimeProvider Clock);

/// <summary>A registered request value: <c>AddRequestValue</c>.</summary>
internal sealed record RequestValueSource(Type Type, Func<GraphQLRequestContext, object?> Create);
