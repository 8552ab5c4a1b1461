namespace GraphPlatform.GraphQL.Language;

/// <summary>https://spec.graphql.org/September2025/#sec-Type-References</summary>
internal abstract class TypeNode(int start) : SyntaxNode(start);

internal sealed class NamedTypeNode(int start, string name) : TypeNode(start)
{
    public string Name { get; } = name;

    public override string ToString() => Name;
}

internal sealed class ListTypeNode(int start, TypeNode item) : TypeNode(start)
{
    public TypeNode Item { get; } = item;

    public override string ToString() => $"[{Item}]";
}

internal sealed class NonNullTypeNode(int start, TypeNode type) : TypeNode(start)
{
    public TypeNode Type { get; } = type;

    public override string ToString() => $"{Type}!";
}
