namespace GraphPlatform.GraphQL.Types;

/// <summary>An argument or a field of an input object: https://spec.graphql.org/September2025/#InputValueDefinition</summary>
internal sealed class InputValueDefinition(string name, GraphQLType type)
{
    public string Name { get; } = name;
    public GraphQLType Type { get; } = type;
    public bool HasDefault { get; init; }

    /// <summary>The default as <see cref="InputCoercion"/> would give it.</summary>
    public object? Default { get; init; }

    /// <summary>From a coerced value (and whether there was one) to what the C# parameter or property takes.</summary>
    public Func<object?, bool, object?> ToRuntime { get; init; } = static (value, _) => value;
    public string? DeprecationReason { get; init; }
    public Func<string?>? DescriptionSource { get; init; }
    public string? Description => DescriptionSource?.Invoke();
    public bool IsRequired => Type.IsNonNull && !HasDefault;
}
