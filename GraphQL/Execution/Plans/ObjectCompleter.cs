using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>Writes an object whose type is known when the plan is made.</summary>
internal sealed class ObjectCompleter<T>(bool nullable, SelectionPlan selection) : Completer<T>(nullable)
{
    protected internal override bool Write(ExecutionRun run, T value) => selection.Execute(run, value);
}

/// <summary>Writes an object whose type shows only at run time: https://spec.graphql.org/September2025/#ResolveAbstractType()</summary>
internal sealed class AbstractCompleter<T>(bool nullable, NamedType type, SelectionSource selections) : Completer<T>(nullable)
{
    protected internal override bool Write(ExecutionRun run, T value)
    {
        var runtime = value!.GetType();
        var schema = run.Operation.Schema;
        if (schema.FindRuntime(runtime) is not { } objectType)
            throw new InvalidOperationException($"{runtime} is bound to no object type, but was given where {type} was declared.");
        if (!schema.IsPossible(type, objectType))
            throw new InvalidOperationException($"{objectType} is no possible type of {type}, but was given for it.");
        return selections.For(objectType).Execute(run, value);
    }
}

/// <summary>Makes completers of objects, interfaces and unions.</summary>
internal sealed class CompositeFactory<T>(bool nullable, NamedType type) : CompleterFactory<T>
{
    public override Completer<T> Create(SelectionSource selections) => type is ObjectType objectType
        ? new ObjectCompleter<T>(nullable, selections.For(objectType))
        : new AbstractCompleter<T>(nullable, type, selections);
}
