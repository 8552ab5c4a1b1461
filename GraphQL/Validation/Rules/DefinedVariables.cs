using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Variables that are used, also in fragments, are declared by the operation. https://spec.graphql.org/September2025/#sec-All-Variable-Uses-Defined</summary>
internal sealed class DefinedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void End()
    {
        foreach (var definition in Context.Document.Definitions)
        {
            if (definition is not OperationNode operation) continue;
            var declared = operation.Variables.Select(variable => variable.Name).ToHashSet();
            foreach (var reached in Context.Reach(operation))
            {
                foreach (var usage in Context.Usages[reached])
                {
                    if (Context.IsFull) return;
                    if (declared.Contains(usage.Node.Name)) continue;
                    var by = operation.Name is null ? "the operation" : $"operation \"{operation.Name}\"";
                    Context.Report($"Variable \"${usage.Node.Name}\" is not declared by {by}.{Suggestion.For(usage.Node.Name, declared)}", usage.Node, operation);
                }
            }
        }
    }
}
