using GraphPlatform.GraphQL.Execution.Diagnostics;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>Calls a resolver: <paramref name="arguments"/> are one for each argument of the field, ready for its parameters.</summary>
internal delegate TReturn Resolver<TReturn>(object? parent, object?[] arguments, ExecutionRun run);

/// <summary>How a field of the schema gets its value. Resolvers are made when a plan first needs them, so that start-up does not pay.</summary>
internal abstract class FieldBinding
{
    public abstract FieldPlan CreatePlan(FieldSource source);
}

/// <summary>The field answers at once.</summary>
internal sealed class SyncBinding<T>(Func<Resolver<T>> resolver, CompleterFactory<T> completers) : FieldBinding
{
    private readonly Lazy<Resolver<T>> resolver = new(resolver);

    public override FieldPlan CreatePlan(FieldSource source) => new SyncFieldPlan<T>(source, TracedResolver.Sync(source, resolver.Value), completers.Create(source.Selections));
}

/// <summary>The field is a property of its object, or a function of it alone: most fields are, so nothing stands between.</summary>
internal sealed class GetterBinding<TParent, T>(Func<TParent, T> getter, CompleterFactory<T> completers) : FieldBinding where TParent : class
{
    public override FieldPlan CreatePlan(FieldSource source) => source.Operation.Options.TraceResolvers
        ? new SyncFieldPlan<T>(source, TracedResolver.Sync<T>(source, (parent, _, _) => getter((TParent)parent!)), completers.Create(source.Selections))
        : new GetterFieldPlan<TParent, T>(source, getter, completers.Create(source.Selections));
}

/// <summary>The field answers by a task.</summary>
internal sealed class TaskBinding<T>(Func<Resolver<Task<T>>> resolver, CompleterFactory<T> completers) : FieldBinding
{
    private readonly Lazy<Resolver<Task<T>>> resolver = new(resolver);

    public override FieldPlan CreatePlan(FieldSource source) => new TaskFieldPlan<T>(source, TracedResolver.Later(source, resolver.Value), completers.Create(source.Selections));
}

/// <summary>The field answers by a value task.</summary>
internal sealed class ValueTaskBinding<T>(Func<Resolver<ValueTask<T>>> resolver, CompleterFactory<T> completers) : FieldBinding
{
    private readonly Lazy<Resolver<ValueTask<T>>> resolver = new(resolver);

    public override FieldPlan CreatePlan(FieldSource source) => new ValueTaskFieldPlan<T>(source, TracedResolver.Later(source, resolver.Value), completers.Create(source.Selections));
}

/// <summary>The field is a stream of events.</summary>
internal sealed class StreamBinding<T>(Func<Resolver<ValueTask<IAsyncEnumerable<T>>>> resolver, CompleterFactory<T> completers, StreamSettings settings) : FieldBinding
{
    private readonly Lazy<Resolver<ValueTask<IAsyncEnumerable<T>>>> resolver = new(resolver);

    public override FieldPlan CreatePlan(FieldSource source) => new StreamFieldPlan<T>(source, resolver.Value, completers.Create(source.Selections), settings);
}
