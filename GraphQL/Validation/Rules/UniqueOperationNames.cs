using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Names of operations are unique. https://spec.graphql.org/September2025/#sec-Operation-Name-Uniqueness</summary>
internal sealed class UniqueOperationNames(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, OperationNode> names = [];

    public override void Operation(OperationNode operation)
    {
        if (operation.Name is not null && !names.TryAdd(operation.Name, operation))
            Context.Report($"There are two operations called \"{operation.Name}\".", names[operation.Name], operation);
    }
}
