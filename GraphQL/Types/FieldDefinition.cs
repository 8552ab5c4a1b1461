using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Types;

/// <summary>A field of an object or interface: https://spec.graphql.org/September2025/#FieldsDefinition</summary>
internal sealed class FieldDefinition(string name, GraphQLType type, FieldBinding? binding, params InputValueDefinition[] arguments)
{
    public string Name { get; } = name;
    public GraphQLType Type { get; } = type;
    public InputValueDefinition[] Arguments { get; } = arguments;

    /// <summary>How the value is found; null for the fields of an interface, which are only promises.</summary>
    public FieldBinding? Binding { get; } = binding;

    /// <summary>Its resolver may ask who asks: the answer is not the same for everybody.</summary>
    public bool AsksOfRequest { get; init; }

    /// <summary>What it adds to the cost of an operation; null for the usual.</summary>
    public double? Weight { get; init; }

    /// <summary>How much longer an operation may run that asks for it.</summary>
    public TimeSpan MoreTime { get; init; }

    /// <summary>How long its list is taken to be.</summary>
    public ListSize? ListSize { get; init; }
    public string? DeprecationReason { get; init; }
    public Func<string?>? DescriptionSource { get; init; }
    public string? Description => DescriptionSource?.Invoke();

    public InputValueDefinition? Argument(string argument)
    {
        foreach (var candidate in Arguments)
            if (candidate.Name == argument) return candidate;
        return null;
    }
}
