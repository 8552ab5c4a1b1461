namespace GraphPlatform.GraphQL.Types;

/// <summary>A type reference: a named type, or a list or non-null around one. https://spec.graphql.org/September2025/#sec-Wrapping-Types</summary>
internal abstract class GraphQLType
{
    /// <summary>The type without lists and non-nulls.</summary>
    public abstract NamedType Named { get; }

    public bool IsNonNull => this is NonNullType;

    /// <summary>The type without its outer non-null.</summary>
    public GraphQLType Nullable => this is NonNullType nonNull ? nonNull.Of : this;

    public bool IsInput => Named is ScalarType or EnumType or InputObjectType;

    public bool IsOutput => Named is not InputObjectType;
}

internal sealed class ListType(GraphQLType of) : GraphQLType
{
    public GraphQLType Of { get; } = of;
    public override NamedType Named => Of.Named;

    public override string ToString() => $"[{Of}]";
}

internal sealed class NonNullType(GraphQLType of) : GraphQLType
{
    public GraphQLType Of { get; } = of;
    public override NamedType Named => Of.Named;

    public override string ToString() => $"{Of}!";
}

/// <summary>https://spec.graphql.org/September2025/#sec-Types</summary>
internal abstract class NamedType(string name) : GraphQLType
{
    public string Name { get; } = name;

    /// <summary>Asked for only by introspection and the printer: descriptions are read from XML files.</summary>
    public Func<string?>? DescriptionSource { get; init; }
    public string? Description => DescriptionSource?.Invoke();

    /// <summary>What each value of the type adds to the cost of an operation; null for the usual.</summary>
    public double? Weight { get; init; }
    public override NamedType Named => this;
    public bool IsLeaf => this is ScalarType or EnumType;
    public bool IsComposite => this is FieldsType or UnionType;
    public bool IsAbstract => this is InterfaceType or UnionType;

    public override string ToString() => Name;
}
