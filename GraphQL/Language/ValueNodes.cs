namespace GraphPlatform.GraphQL.Language;

/// <summary>https://spec.graphql.org/September2025/#sec-Input-Values</summary>
internal abstract class ValueNode(int start) : SyntaxNode(start);

internal sealed class VariableNode(int start, string name) : ValueNode(start)
{
    public string Name { get; } = name;
}

/// <summary>An integer as written: its range is a matter of the type it is used for.</summary>
internal sealed class IntNode(int start, string text) : ValueNode(start)
{
    public string Text { get; } = text;
}

internal sealed class FloatNode(int start, string text) : ValueNode(start)
{
    public string Text { get; } = text;
}

internal sealed class StringNode(int start, string value, bool block) : ValueNode(start)
{
    public string Value { get; } = value;
    public bool Block { get; } = block;
}

internal sealed class BooleanNode(int start, bool value) : ValueNode(start)
{
    public bool Value { get; } = value;
}

internal sealed class NullNode(int start) : ValueNode(start);

internal sealed class EnumNode(int start, string name) : ValueNode(start)
{
    public string Name { get; } = name;
}

internal sealed class ListNode(int start, ValueNode[] items) : ValueNode(start)
{
    public ValueNode[] Items { get; } = items;
}

internal sealed class ObjectNode(int start, ArgumentNode[] fields) : ValueNode(start)
{
    /// <summary>Fields of an input object are written as arguments are: a name, a colon, a value.</summary>
    public ArgumentNode[] Fields { get; } = fields;
}
