using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Execution.Incremental;

/// <summary>
/// Which <c>@defer</c> and <c>@stream</c> of an operation count: where their <c>if</c> is a variable a plan is made for each choice, so that a plan with nothing to defer is as any other.
/// https://github.com/graphql/graphql-spec/pull/1110
/// </summary>
/// <param name="mask">A bit for each variable of <paramref name="variables"/> that is true.</param>
/// <param name="variables">The variables that decide, by name.</param>
internal sealed class IncrementalChoice(int mask, string[] variables)
{
    /// <summary>Variables beyond these never defer: each doubles the plans of a document.</summary>
    private const int MaxVariables = 4;

    /// <summary>The variables that decide in an operation; null when nothing in the document is ever deferred.</summary>
    public static string[]? VariablesOf(DocumentNode document, OperationNode operation)
    {
        var found = new IncrementalDirectives();
        foreach (var definition in document.Definitions)
        {
            if (definition == operation) found.Visit(operation.SelectionSet);
            else if (definition is FragmentNode fragment) found.Visit(fragment.SelectionSet);
        }

        return found.Any ? [.. found.Variables.Order(StringComparer.Ordinal).Take(MaxVariables)] : null;
    }

    public static int MaskOf(string[] variables, VariableValues values)
    {
        var mask = 0;
        for (var i = 0; i < variables.Length; i++)
            if (values.Lookup(variables[i]).Value is true) mask |= 1 << i;
        return mask;
    }

    /// <summary>Something below this selection is delivered later; null when not, or not any more.</summary>
    public DeferUsage? Defer(DirectiveNode[] directives)
    {
        foreach (var directive in directives)
            if (directive.Name == "defer" && Holds(directive)) return new DeferUsage(Label(directive));
        return null;
    }

    /// <summary>The list of this field is delivered item by item.</summary>
    public StreamUsage? Stream(DirectiveNode[] directives)
    {
        foreach (var directive in directives)
            if (directive.Name == "stream" && Holds(directive)) return new StreamUsage(directive.Argument("initialCount")?.Value, Label(directive));
        return null;
    }

    private bool Holds(DirectiveNode directive) => directive.Argument("if")?.Value switch
    {
        BooleanNode constant => constant.Value,
        VariableNode variable => Array.IndexOf(variables, variable.Name) is >= 0 and var index && (mask & (1 << index)) != 0,
        _ => true,
    };

    private static string? Label(DirectiveNode directive) => (directive.Argument("label")?.Value as StringNode)?.Value;

    private sealed class IncrementalDirectives
    {
        public bool Any { get; private set; }
        public HashSet<string> Variables { get; } = [];

        public void Visit(SelectionSetNode set)
        {
            foreach (var selection in set.Selections)
            {
                foreach (var directive in selection.Directives)
                {
                    if (directive.Name is not ("defer" or "stream")) continue;
                    Any = true;
                    if (directive.Argument("if")?.Value is VariableNode variable) Variables.Add(variable.Name);
                }

                if (selection is FieldNode { SelectionSet: { } fields }) Visit(fields);
                else if (selection is InlineFragmentNode inline) Visit(inline.SelectionSet);
            }
        }
    }
}

/// <summary>One <c>@defer</c>.</summary>
internal sealed class DeferUsage(string? label)
{
    public string? Label => label;
}

/// <summary>One <c>@stream</c>.</summary>
internal sealed class StreamUsage(ValueNode? initialCount, string? label)
{
    public string? Label => label;

    /// <summary>Items that the first response has. A negative number is an error of the field.</summary>
    public int InitialCount(VariableValues variables)
    {
        var count = initialCount switch
        {
            IntNode literal => int.TryParse(literal.Text, out var value) ? value : int.MaxValue,
            VariableNode variable => variables.Lookup(variable.Name).Value as int? ?? 0,
            _ => 0,
        };
        return count >= 0 ? count : throw new GraphQLException("initialCount must be 0 or more.", GraphQLErrorCodes.BadUserInput);
    }
}
