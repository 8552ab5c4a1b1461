using System.Text;

namespace GraphPlatform.GraphQL.Language;

/// <summary>Prints nodes in one normal form: parsing the text gives the same nodes again.</summary>
internal sealed partial class SyntaxPrinter
{
    private readonly StringBuilder text = new();
    private int indent;

    public static string Print(DocumentNode document)
    {
        var printer = new SyntaxPrinter();
        for (var i = 0; i < document.Definitions.Length; i++)
        {
            if (i > 0) printer.text.Append('\n');
            printer.Definition(document.Definitions[i]);
            printer.text.Append('\n');
        }

        return printer.text.ToString();
    }

    public static string Print(ValueNode value)
    {
        var printer = new SyntaxPrinter();
        printer.Value(value);
        return printer.text.ToString();
    }

    private void Definition(DefinitionNode definition)
    {
        switch (definition)
        {
            case OperationNode operation: Operation(operation); break;
            case FragmentNode fragment:
                Description(fragment.Description);
                text.Append("fragment ").Append(fragment.Name).Append(" on ").Append(fragment.TypeCondition.Name);
                Directives(fragment.Directives);
                text.Append(' ');
                SelectionSet(fragment.SelectionSet);
                break;
            case TypeSystemNode type: TypeSystem(type); break;
        }
    }

    private void Operation(OperationNode operation)
    {
        Description(operation.Description);
        var shorthand = operation is { Kind: OperationKind.Query, Name: null, Variables.Length: 0, Directives.Length: 0, Description: null };
        if (!shorthand)
        {
            text.Append(operation.Kind switch
            {
                OperationKind.Query => "query",
                OperationKind.Mutation => "mutation",
                _ => "subscription",
            });
            if (operation.Name is not null) text.Append(' ').Append(operation.Name);
            if (operation.Variables.Length > 0) Joined('(', operation.Variables, ')', VariableDefinition);
            Directives(operation.Directives);
            text.Append(' ');
        }

        SelectionSet(operation.SelectionSet);
    }

    private void VariableDefinition(VariableDefinitionNode variable)
    {
        if (variable.Description is not null) text.Append(Quote(variable.Description)).Append(' ');
        text.Append('$').Append(variable.Name).Append(": ").Append(variable.Type);
        if (variable.DefaultValue is not null)
        {
            text.Append(" = ");
            Value(variable.DefaultValue);
        }

        Directives(variable.Directives);
    }

    private void SelectionSet(SelectionSetNode set)
    {
        text.Append('{');
        indent++;
        foreach (var selection in set.Selections)
        {
            Line();
            Selection(selection);
        }

        indent--;
        Line();
        text.Append('}');
    }

    private void Selection(SelectionNode selection)
    {
        switch (selection)
        {
            case FieldNode field:
                if (field.Alias is not null) text.Append(field.Alias).Append(": ");
                text.Append(field.Name);
                Arguments(field.Arguments);
                Directives(field.Directives);
                if (field.SelectionSet is null) break;
                text.Append(' ');
                SelectionSet(field.SelectionSet);
                break;
            case FragmentSpreadNode spread:
                text.Append("...").Append(spread.Name);
                Directives(spread.Directives);
                break;
            case InlineFragmentNode inline:
                text.Append("...");
                if (inline.TypeCondition is not null) text.Append(" on ").Append(inline.TypeCondition.Name);
                Directives(inline.Directives);
                text.Append(' ');
                SelectionSet(inline.SelectionSet);
                break;
        }
    }

    private void Arguments(ArgumentNode[] arguments)
    {
        if (arguments.Length > 0) Joined('(', arguments, ')', Argument);
    }

    private void Argument(ArgumentNode argument)
    {
        text.Append(argument.Name).Append(": ");
        Value(argument.Value);
    }

    private void Directives(DirectiveNode[] directives)
    {
        foreach (var directive in directives)
        {
            text.Append(" @").Append(directive.Name);
            Arguments(directive.Arguments);
        }
    }

    private void Value(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable: text.Append('$').Append(variable.Name); break;
            case IntNode number: text.Append(number.Text); break;
            case FloatNode number: text.Append(number.Text); break;
            case StringNode literal: text.Append(Quote(literal.Value)); break;
            case BooleanNode literal: text.Append(literal.Value ? "true" : "false"); break;
            case NullNode: text.Append("null"); break;
            case EnumNode literal: text.Append(literal.Name); break;
            case ListNode list: Joined('[', list.Items, ']', Value); break;
            case ObjectNode literal: Joined('{', literal.Fields, '}', Argument); break;
        }
    }

    private void Joined<T>(char open, T[] items, char close, Action<T> print)
    {
        text.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) text.Append(", ");
            print(items[i]);
        }

        text.Append(close);
    }

    private void Line() => text.Append('\n').Append(' ', indent * 2);
}
