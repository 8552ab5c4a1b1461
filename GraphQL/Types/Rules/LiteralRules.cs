using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types.Rules;

/// <summary>Constant values of a schema, defaults and arguments of directives, fit their types: https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type</summary>
internal static class LiteralRules
{
    public static void Check(GraphQLType type, ValueNode node, string place, List<string> problems)
    {
        if (node is NullNode)
        {
            if (type.IsNonNull) problems.Add($"{place} is null, but its type is {type}.");
            return;
        }

        switch (type.Nullable)
        {
            case ListType list when node is ListNode literal:
                for (var i = 0; i < literal.Items.Length; i++) Check(list.Of, literal.Items[i], $"{place}[{i}]", problems);
                break;
            case ListType list:
                Check(list.Of, node, place, problems);
                break;
            case InputObjectType input when node is ObjectNode literal:
                CheckObject(input, literal, place, problems);
                break;
            case ScalarType or EnumType:
                CheckLeaf(type.Nullable, node, place, problems);
                break;
            case InputObjectType input:
                problems.Add($"{place} is {JsonText.Shorten(SyntaxPrinter.Print(node))}, which is no {input}.");
                break;
        }
    }

    private static void CheckLeaf(GraphQLType type, ValueNode node, string place, List<string> problems)
    {
        try
        {
            InputCoercion.FromLiteral(type, node, new InputPlace(place, ""), null);
        }
        catch (InputException e)
        {
            problems.Add(e.Message);
        }
    }

    private static void CheckObject(InputObjectType type, ObjectNode node, string place, List<string> problems)
    {
        var seen = new HashSet<string>();
        foreach (var given in node.Fields)
        {
            if (!seen.Add(given.Name)) problems.Add($"{place} has the field {given.Name} twice.");
            if (type.Fields.TryGetValue(given.Name, out var field)) Check(field.Type, given.Value, $"{place}.{given.Name}", problems);
            else problems.Add($"{place} has a field {given.Name}, which {type} does not define.{Suggestion.For(given.Name, type.Fields.Keys)}");
        }

        foreach (var field in type.Fields.Values)
            if (field.IsRequired && !seen.Contains(field.Name)) problems.Add($"{place}.{field.Name} is required: its type is {field.Type}.");
        if (type.IsOneOf && (node.Fields.Length != 1 || node.Fields[0].Value is NullNode))
            problems.Add($"{place} must have exactly one field of {type}, and not null.");
    }
}
