using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>The schema must support the kind of operation. https://spec.graphql.org/September2025/#sec-Operation-Type-Existence</summary>
internal sealed class OperationTypeExistence(ValidationContext context) : ValidationRule(context)
{
    public override void Operation(OperationNode operation)
    {
        if (OperationPlan.RootType(Context.Schema, operation.Kind) is null)
            Context.Report($"The schema has no {operation.Kind.ToString().ToLowerInvariant()}s.", operation);
    }
}
