namespace GraphPlatform.GraphQL.Language;

/// <summary>A node of the syntax tree. <see cref="Start"/> is the byte offset of its first token.</summary>
internal abstract class SyntaxNode(int start)
{
    public int Start { get; } = start;
}

/// <summary>https://spec.graphql.org/September2025/#sec-Document. Owns the source, so that locations can be told later.</summary>
internal sealed class DocumentNode(ReadOnlyMemory<byte> source, DefinitionNode[] definitions) : SyntaxNode(0)
{
    private LineTable? lines;

    public ReadOnlyMemory<byte> Source { get; } = source;
    public DefinitionNode[] Definitions { get; } = definitions;

    public SourceLocation LocationOf(int position) => (lines ??= new LineTable(Source)).LocationOf(position);
}

internal abstract class DefinitionNode(int start) : SyntaxNode(start);

internal enum OperationKind : byte { Query, Mutation, Subscription }

/// <summary>https://spec.graphql.org/September2025/#sec-Language.Operations</summary>
internal sealed class OperationNode(
    int start, OperationKind kind, string? name, VariableDefinitionNode[] variables, DirectiveNode[] directives, SelectionSetNode selectionSet,
    string? description) : DefinitionNode(start)
{
    public OperationKind Kind { get; } = kind;
    public string? Name { get; } = name;
    public VariableDefinitionNode[] Variables { get; } = variables;
    public DirectiveNode[] Directives { get; } = directives;
    public SelectionSetNode SelectionSet { get; } = selectionSet;
    public string? Description { get; } = description;
}

/// <summary>https://spec.graphql.org/September2025/#sec-Language.Fragments</summary>
internal sealed class FragmentNode(
    int start, string name, NamedTypeNode typeCondition, DirectiveNode[] directives, SelectionSetNode selectionSet, string? description)
    : DefinitionNode(start)
{
    public string Name { get; } = name;
    public NamedTypeNode TypeCondition { get; } = typeCondition;
    public DirectiveNode[] Directives { get; } = directives;
    public SelectionSetNode SelectionSet { get; } = selectionSet;
    public string? Description { get; } = description;
}

/// <summary>https://spec.graphql.org/September2025/#sec-Language.Variables</summary>
internal sealed class VariableDefinitionNode(
    int start, string name, TypeNode type, ValueNode? defaultValue, DirectiveNode[] directives, string? description) : SyntaxNode(start)
{
    public string Name { get; } = name;
    public TypeNode Type { get; } = type;
    public ValueNode? DefaultValue { get; } = defaultValue;
    public DirectiveNode[] Directives { get; } = directives;
    public string? Description { get; } = description;
}

/// <summary>https://spec.graphql.org/September2025/#sec-Selection-Sets</summary>
internal sealed class SelectionSetNode(int start, SelectionNode[] selections) : SyntaxNode(start)
{
    public SelectionNode[] Selections { get; } = selections;
}

internal abstract class SelectionNode(int start, DirectiveNode[] directives) : SyntaxNode(start)
{
    public DirectiveNode[] Directives { get; } = directives;
}

/// <summary>https://spec.graphql.org/September2025/#sec-Language.Fields</summary>
internal sealed class FieldNode(
    int start, string? alias, string name, ArgumentNode[] arguments, DirectiveNode[] directives, SelectionSetNode? selectionSet)
    : SelectionNode(start, directives)
{
    public string? Alias { get; } = alias;
    public string Name { get; } = name;
    public string ResponseName => Alias ?? Name;
    public ArgumentNode[] Arguments { get; } = arguments;
    public SelectionSetNode? SelectionSet { get; } = selectionSet;
}

internal sealed class FragmentSpreadNode(int start, string name, DirectiveNode[] directives) : SelectionNode(start, directives)
{
    public string Name { get; } = name;
}

internal sealed class InlineFragmentNode(int start, NamedTypeNode? typeCondition, DirectiveNode[] directives, SelectionSetNode selectionSet)
    : SelectionNode(start, directives)
{
    public NamedTypeNode? TypeCondition { get; } = typeCondition;
    public SelectionSetNode SelectionSet { get; } = selectionSet;
}

/// <summary>https://spec.graphql.org/September2025/#sec-Language.Arguments</summary>
internal sealed class ArgumentNode(int start, string name, ValueNode value) : SyntaxNode(start)
{
    public string Name { get; } = name;
    public ValueNode Value { get; } = value;
}

/// <summary>https://spec.graphql.org/September2025/#sec-Language.Directives</summary>
internal sealed class DirectiveNode(int start, string name, ArgumentNode[] arguments) : SyntaxNode(start)
{
    public string Name { get; } = name;
    public ArgumentNode[] Arguments { get; } = arguments;

    public ArgumentNode? Argument(string argument)
    {
        foreach (var candidate in Arguments)
            if (candidate.Name == argument) return candidate;
        return null;
    }
}
