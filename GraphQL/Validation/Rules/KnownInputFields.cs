using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Fields of input objects are defined. https://spec.graphql.org/September2025/#sec-Input-Object-Field-Names</summary>
internal sealed class KnownInputFields(ValidationContext context) : ValidationRule(context)
{
    public override void Value(ValueNode value, GraphQLType? type)
    {
        if (value is not ObjectNode literal || type?.Named is not InputObjectType input) return;
        foreach (var field in literal.Fields)
        {
            if (!input.Fields.ContainsKey(field.Name))
                Context.Report($"Input {input.Name} has no field \"{field.Name}\".{Suggestion.For(field.Name, input.Fields.Keys)}", field);
        }
    }
}
