namespace GraphPlatform.GraphQL.Language;

internal enum TypeSystemKind : byte { Schema, Scalar, Object, Interface, Union, Enum, InputObject, Directive }

/// <summary>
/// A definition or extension of the type system: https://spec.graphql.org/September2025/#sec-Type-System.
/// One class for all kinds: most of them share most parts, and the parts a kind lacks are empty.
/// </summary>
internal sealed class TypeSystemNode(int start, TypeSystemKind kind, string name) : DefinitionNode(start)
{
    public TypeSystemKind Kind { get; } = kind;
    public string Name { get; } = name;
    public bool IsExtension { get; init; }
    public string? Description { get; init; }
    public DirectiveNode[] Directives { get; init; } = [];

    /// <summary>Interfaces that an object or interface implements; members of a union.</summary>
    public NamedTypeNode[] Types { get; init; } = [];
    public FieldDefinitionNode[] Fields { get; init; } = [];

    /// <summary>Fields of an input object; arguments of a directive.</summary>
    public InputValueNode[] Inputs { get; init; } = [];
    public EnumValueNode[] Values { get; init; } = [];
    public RootTypeNode[] RootTypes { get; init; } = [];
    public bool Repeatable { get; init; }
    public string[] Locations { get; init; } = [];
}

internal sealed class FieldDefinitionNode(
    int start, string name, InputValueNode[] arguments, TypeNode type, DirectiveNode[] directives, string? description) : SyntaxNode(start)
{
    public string Name { get; } = name;
    public InputValueNode[] Arguments { get; } = arguments;
    public TypeNode Type { get; } = type;
    public DirectiveNode[] Directives { get; } = directives;
    public string? Description { get; } = description;
}

internal sealed class InputValueNode(
    int start, string name, TypeNode type, ValueNode? defaultValue, DirectiveNode[] directives, string? description) : SyntaxNode(start)
{
    public string Name { get; } = name;
    public TypeNode Type { get; } = type;
    public ValueNode? DefaultValue { get; } = defaultValue;
    public DirectiveNode[] Directives { get; } = directives;
    public string? Description { get; } = description;
}

internal sealed class EnumValueNode(int start, string name, DirectiveNode[] directives, string? description) : SyntaxNode(start)
{
    public string Name { get; } = name;
    public DirectiveNode[] Directives { get; } = directives;
    public string? Description { get; } = description;
}

internal sealed class RootTypeNode(int start, OperationKind kind, NamedTypeNode type) : SyntaxNode(start)
{
    public OperationKind Kind { get; } = kind;
    public NamedTypeNode Type { get; } = type;
}
