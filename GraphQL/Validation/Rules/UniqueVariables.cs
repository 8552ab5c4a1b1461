using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A variable is declared once. https://spec.graphql.org/September2025/#sec-Variable-Uniqueness</summary>
internal sealed class UniqueVariables(ValidationContext context) : ValidationRule(context)
{
    public override void Operation(OperationNode operation)
    {
        if (operation.Variables.Length < 2) return;
        var seen = new Dictionary<string, VariableDefinitionNode>();
        foreach (var variable in operation.Variables)
            if (!seen.TryAdd(variable.Name, variable)) Context.Report($"Variable \"${variable.Name}\" is declared twice.", seen[variable.Name], variable);
    }
}
