namespace GraphPlatform.GraphQL.Types;

/// <summary>https://spec.graphql.org/September2025/#sec-Input-Objects</summary>
internal sealed class InputObjectType(string name) : NamedType(name)
{
    public OrderedDictionary<string, InputValueDefinition> Fields { get; } = [];

    /// <summary>https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects</summary>
    public bool IsOneOf { get; init; }

    /// <summary>Makes the C# object from coerced values, one for each field, and whether each was given.</summary>
    public Func<object?[], bool[], object>? Create { get; set; }
}
