using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A field of an input object is given once. https://spec.graphql.org/September2025/#sec-Input-Object-Field-Uniqueness</summary>
internal sealed class UniqueInputFields(ValidationContext context) : ValidationRule(context)
{
    public override void Value(ValueNode value, GraphQLType? type)
    {
        if (value is not ObjectNode { Fields.Length: > 1 } literal) return;
        var seen = new Dictionary<string, ArgumentNode>();
        foreach (var field in literal.Fields)
            if (!seen.TryAdd(field.Name, field)) Context.Report($"Input field \"{field.Name}\" is given twice.", seen[field.Name], field);
    }
}
