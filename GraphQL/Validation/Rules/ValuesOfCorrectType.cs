using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Literals fit their types. https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type</summary>
internal sealed class ValuesOfCorrectType(ValidationContext context) : ValidationRule(context)
{
    public override void Value(ValueNode value, GraphQLType? type)
    {
        if (type is null || value is VariableNode) return;
        if (value is NullNode)
        {
            if (type.IsNonNull) Context.Report($"Expected a value of type {type}, found null.", value);
            return;
        }

        var expected = type.Nullable;
        if (expected is ListType && value is ListNode) return;
        // A single value stands for a list of one.
        while (expected is ListType list) expected = list.Of.Nullable;
        switch (expected)
        {
            case ScalarType scalar: CheckScalar(scalar, value, type); break;
            case EnumType enumeration: CheckEnum(enumeration, value, type); break;
            case InputObjectType when value is not ObjectNode: Report(value, type, ""); break;
        }
    }

    private void CheckScalar(ScalarType scalar, ValueNode value, GraphQLType type)
    {
        try
        {
            scalar.FromLiteral(value);
        }
        catch (InputException e)
        {
            Report(value, type, $": it {e.Message.TrimEnd('.')}");
        }
        catch (Exception e)
        {
            // The parser of a custom scalar; its message says what it does not like.
            Report(value, type, $": {e.Message.TrimEnd('.')}");
        }
    }

    private void CheckEnum(EnumType enumeration, ValueNode value, GraphQLType type)
    {
        if (value is EnumNode name && enumeration.Find(name.Name) is not null) return;
        var text = value switch { EnumNode given => given.Name, StringNode quoted => quoted.Value, _ => null };
        var suggestion = text is null ? "" : Suggestion.For(text, enumeration.Values.Select(each => each.Name)).Replace("\"", "", StringComparison.Ordinal);
        Context.Report($"Expected a value of type {type}, found {JsonText.Shorten(SyntaxPrinter.Print(value))}.{suggestion}", value);
    }

    private void Report(ValueNode value, GraphQLType type, string why) =>
        Context.Report($"Expected a value of type {type}, found {JsonText.Shorten(SyntaxPrinter.Print(value))}{why}.", value);
}
