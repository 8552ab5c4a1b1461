using System.Text;

namespace GraphPlatform.GraphQL.Language;

/// <summary>Type definitions and descriptions.</summary>
internal sealed partial class SyntaxPrinter
{
    private void TypeSystem(TypeSystemNode node)
    {
        Description(node.Description);
        if (node.IsExtension) text.Append("extend ");
        text.Append(node.Kind switch
        {
            TypeSystemKind.Schema => "schema",
            TypeSystemKind.Scalar => "scalar ",
            TypeSystemKind.Object => "type ",
            TypeSystemKind.Interface => "interface ",
            TypeSystemKind.Union => "union ",
            TypeSystemKind.Enum => "enum ",
            TypeSystemKind.InputObject => "input ",
            _ => "directive @",
        }).Append(node.Name);
        if (node.Kind == TypeSystemKind.Directive)
        {
            InputValues(node.Inputs);
            text.Append(node.Repeatable ? " repeatable on " : " on ").AppendJoin(" | ", node.Locations);
            return;
        }

        if (node.Kind != TypeSystemKind.Union && node.Types.Length > 0) text.Append(" implements ").AppendJoin(" & ", (object[])node.Types);
        Directives(node.Directives);
        if (node.Kind == TypeSystemKind.Union && node.Types.Length > 0) text.Append(" = ").AppendJoin(" | ", (object[])node.Types);
        if (node.RootTypes.Length > 0) Block(node.RootTypes, root => text.Append(root.Kind.ToString().ToLowerInvariant()).Append(": ").Append(root.Type));
        if (node.Fields.Length > 0) Block(node.Fields, Field);
        if (node.Inputs.Length > 0) Block(node.Inputs, input =>
        {
            Description(input.Description);
            InputValue(input);
        });
        if (node.Values.Length > 0) Block(node.Values, value =>
        {
            Description(value.Description);
            text.Append(value.Name);
            Directives(value.Directives);
        });
    }

    private void Field(FieldDefinitionNode field)
    {
        Description(field.Description);
        text.Append(field.Name);
        InputValues(field.Arguments);
        text.Append(": ").Append(field.Type);
        Directives(field.Directives);
    }

    /// <summary>Arguments stand on one line unless one of them is described.</summary>
    private void InputValues(InputValueNode[] inputs)
    {
        if (inputs.Length == 0) return;
        if (Array.TrueForAll(inputs, input => input.Description is null))
        {
            Joined('(', inputs, ')', InputValue);
            return;
        }

        text.Append('(');
        indent++;
        foreach (var input in inputs)
        {
            Line();
            Description(input.Description);
            InputValue(input);
        }

        indent--;
        Line();
        text.Append(')');
    }

    private void InputValue(InputValueNode input)
    {
        text.Append(input.Name).Append(": ").Append(input.Type);
        if (input.DefaultValue is not null)
        {
            text.Append(" = ");
            Value(input.DefaultValue);
        }

        Directives(input.Directives);
    }

    private void Block<T>(T[] items, Action<T> print)
    {
        text.Append(" {");
        indent++;
        foreach (var item in items)
        {
            Line();
            print(item);
        }

        indent--;
        Line();
        text.Append('}');
    }

    private void Description(string? description)
    {
        if (description is null) return;
        if (!description.Contains('\n', StringComparison.Ordinal) && description.Length < 100 || !FitsBlock(description))
        {
            text.Append(Quote(description));
        }
        else
        {
            text.Append("\"\"\"");
            foreach (var line in description.Split('\n'))
            {
                if (line.Length == 0) text.Append('\n');
                else Line();
                text.Append(line.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal));
            }

            Line();
            text.Append("\"\"\"");
        }

        Line();
    }

    /// <summary>A text that a block string would change (outer blank lines, common indent, control characters) is quoted instead.</summary>
    private static bool FitsBlock(string description) =>
        StringLiteral.Dedent("\n" + description) == description && !description.AsSpan().ContainsAnyInRange('\0', '\b');

    /// <summary>A string literal: https://spec.graphql.org/September2025/#StringValue</summary>
    public static string Quote(string value)
    {
        var quoted = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': quoted.Append("\\\""); break;
                case '\\': quoted.Append("\\\\"); break;
                case '\n': quoted.Append("\\n"); break;
                case '\r': quoted.Append("\\r"); break;
                case '\t': quoted.Append("\\t"); break;
                default:
                    if (c < ' ' || c == 0x7F) quoted.Append($"\\u{(int)c:X4}");
                    else quoted.Append(c);
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }
}
