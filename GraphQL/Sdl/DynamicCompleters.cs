using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>Completers of values whose C# type is not known: https://spec.graphql.org/September2025/#sec-Value-Completion</summary>
internal static class DynamicCompleters
{
    /// <summary>What completes a position of a type. <paramref name="typeNames"/> tells the object type of what a resolver gave for an abstract one.</summary>
    public static CompleterFactory<object?> For(GraphQLType type, Func<NamedType, Func<object, string?>> typeNames)
    {
        var nullable = !type.IsNonNull;
        return type.Nullable switch
        {
            ListType list => new DynamicListFactory(nullable, For(list.Of, typeNames)),
            ScalarType scalar => new LeafFactory<object?>(new LeafCompleter<object?>(nullable, DynamicLeaf.Writer(scalar))),
            EnumType enumeration => new LeafFactory<object?>(new LeafCompleter<object?>(nullable, DynamicLeaf.Writer(enumeration))),
            NamedType { IsAbstract: true } named => new DynamicAbstractFactory(nullable, named, typeNames(named)),
            var other => new CompositeFactory<object?>(nullable, other.Named),
        };
    }
}

/// <summary>Makes <see cref="DynamicListCompleter"/>.</summary>
internal sealed class DynamicListFactory(bool nullable, CompleterFactory<object?> item) : CompleterFactory<object?>
{
    public override Completer<object?> Create(SelectionSource selections) => new DynamicListCompleter(nullable, item.Create(selections));
}

/// <summary>Writes JSON arrays and sequences.</summary>
internal sealed class DynamicListCompleter(bool nullable, Completer<object?> item) : Completer<object?>(nullable)
{
    private readonly ListCompleter<IEnumerable<object?>, object?> items = new(false, item);

    protected internal override bool Write(ExecutionRun run, object? value) => items.Write(run, DynamicObject.Items(value!));
}

/// <summary>Makes <see cref="DynamicAbstractCompleter"/>.</summary>
internal sealed class DynamicAbstractFactory(bool nullable, NamedType type, Func<object, string?> typeName) : CompleterFactory<object?>
{
    public override Completer<object?> Create(SelectionSource selections) => new DynamicAbstractCompleter(nullable, type, typeName, selections);
}

/// <summary>Writes an object whose type its data tell: https://spec.graphql.org/September2025/#ResolveAbstractType()</summary>
internal sealed class DynamicAbstractCompleter(bool nullable, NamedType type, Func<object, string?> typeName, SelectionSource selections)
    : Completer<object?>(nullable)
{
    protected internal override bool Write(ExecutionRun run, object? value)
    {
        var schema = run.Operation.Schema;
        if (typeName(value!) is not { } name)
            throw new GraphQLException($"The value does not tell which {type} it is: it has no \"__typename\".", GraphQLErrorCodes.Internal);
        if (schema.Find(name) is not ObjectType objectType || !schema.IsPossible(type, objectType))
            throw new GraphQLException($"The value says that it is of another type than one of {type}.", GraphQLErrorCodes.Internal);
        return selections.For(objectType).Execute(run, value);
    }
}
