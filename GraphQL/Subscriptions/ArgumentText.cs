using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>Arguments and variables as text: the same text means the same values. Different text may mean the same too; then something is not shared that could be.</summary>
internal sealed class ArgumentText(OperationPlan operation, GraphQLRequest request)
{
    private readonly StringBuilder text = new();

    /// <summary>A field's arguments, whether they are written out or come by variables, and where a client resumes.</summary>
    public static string Of(FieldPlan field, GraphQLRequest request)
    {
        var writer = new ArgumentText(field.Source.Operation, request);
        foreach (var argument in field.Source.Node.Arguments.OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            writer.text.Append(argument.Name).Append(':');
            writer.Append(argument.Value);
        }

        return writer.text.Append('@').Append(request.LastEventId).ToString();
    }

    /// <summary>All variables of an operation, and where a client resumes.</summary>
    public static string Of(OperationPlan operation, GraphQLRequest request)
    {
        var writer = new ArgumentText(operation, request);
        foreach (var variable in operation.Variables) writer.AppendVariable(variable.Name);
        return writer.text.Append('@').Append(request.LastEventId).ToString();
    }

    private void Append(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable:
                AppendVariable(variable.Name);
                return;
            case StringNode literal:
                text.Append('"').Append(JsonEncodedText.Encode(literal.Value)).Append('"');
                break;
            case ListNode list:
                text.Append('[');
                foreach (var item in list.Items) Append(item);
                text.Append(']');
                break;
            case ObjectNode literal:
                text.Append('{');
                foreach (var field in literal.Fields)
                {
                    text.Append(field.Name).Append(':');
                    Append(field.Value);
                }

                text.Append('}');
                break;
            default:
                text.Append(SyntaxPrinter.Print(value));
                break;
        }

        text.Append(',');
    }

    private void AppendVariable(string name)
    {
        var plan = operation.Variables[operation.VariableIndex(name)];
        if (request.Variables is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(name, out var value)) text.Append(value.GetRawText()).Append(',');
        else if (plan.DefaultValue is not null) Append(plan.DefaultValue);
        else text.Append(',');
    }
}
