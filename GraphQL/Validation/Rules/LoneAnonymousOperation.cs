using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>An operation without a name stands alone. https://spec.graphql.org/September2025/#sec-Lone-Anonymous-Operation</summary>
internal sealed class LoneAnonymousOperation(ValidationContext context) : ValidationRule(context)
{
    private readonly List<OperationNode> operations = [];

    public override void Operation(OperationNode operation) => operations.Add(operation);

    public override void End()
    {
        if (operations.Count < 2) return;
        foreach (var operation in operations)
            if (operation.Name is null) Context.Report("An operation without a name must be the only one of the document.", operation);
    }
}
