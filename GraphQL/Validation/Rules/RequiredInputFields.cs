using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Required fields of input objects are given. https://spec.graphql.org/September2025/#sec-Input-Object-Required-Fields</summary>
internal sealed class RequiredInputFields(ValidationContext context) : ValidationRule(context)
{
    public override void Value(ValueNode value, GraphQLType? type)
    {
        if (value is not ObjectNode literal || type?.Named is not InputObjectType input) return;
        foreach (var field in input.Fields.Values)
        {
            if (field.IsRequired && !Array.Exists(literal.Fields, given => given.Name == field.Name))
                Context.Report($"Input {input.Name} needs the field \"{field.Name}\" of type {field.Type}.", value);
        }
    }
}
