using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A oneOf input has exactly one field, and not null. https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects</summary>
internal sealed class OneOfInputs(ValidationContext context) : ValidationRule(context)
{
    public override void Value(ValueNode value, GraphQLType? type)
    {
        if (value is not ObjectNode literal || type?.Named is not InputObjectType { IsOneOf: true } input) return;
        if (literal.Fields.Length != 1) Context.Report($"Input {input.Name} takes exactly one of its fields, found {literal.Fields.Length}.", value);
        else if (literal.Fields[0].Value is NullNode) Context.Report($"Field \"{input.Name}.{literal.Fields[0].Name}\" must not be null.", literal.Fields[0]);
    }
}
