using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>A variable of an operation with its type and its default, coerced once.</summary>
internal sealed class VariablePlan
{
    public VariablePlan(GraphQLSchema schema, VariableDefinitionNode node)
    {
        Name = node.Name;
        Start = node.Start;
        Place = new InputPlace("Variable $", Name);
        Type = Resolve(schema, node.Type)!;
        DefaultValue = node.DefaultValue;
        if (node.DefaultValue is not null) Default = InputCoercion.FromLiteral(Type, node.DefaultValue, Place, null);
    }

    public string Name { get; }
    public int Start { get; }

    /// <summary>For errors in its value.</summary>
    public InputPlace Place { get; }
    public GraphQLType Type { get; }
    public bool HasDefault => DefaultValue is not null;

    /// <summary>The default as written.</summary>
    public ValueNode? DefaultValue { get; }
    public object? Default { get; }

    /// <summary>The schema's type for a type written in a document; null when there is none.</summary>
    public static GraphQLType? Resolve(GraphQLSchema schema, TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => Resolve(schema, nonNull.Type) is { } inner ? new NonNullType(inner) : null,
        ListTypeNode list => Resolve(schema, list.Item) is { } item ? new ListType(item) : null,
        NamedTypeNode named => schema.Find(named.Name),
        _ => null,
    };
}
