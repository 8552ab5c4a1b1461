using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Variables are of input types. https://spec.graphql.org/September2025/#sec-Variables-Are-Input-Types</summary>
internal sealed class VariablesAreInputTypes(ValidationContext context) : ValidationRule(context)
{
    public override void Variable(VariableDefinitionNode variable, GraphQLType? type)
    {
        if (type is { IsInput: false }) Context.Report($"Variable \"${variable.Name}\" cannot be of type {type}, which is an output type.", variable.Type);
    }
}
