using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Declared variables are used. https://spec.graphql.org/September2025/#sec-All-Variables-Used</summary>
internal sealed class UsedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void End()
    {
        foreach (var definition in Context.Document.Definitions)
        {
            if (definition is not OperationNode { Variables.Length: > 0 } operation) continue;
            var used = new HashSet<string>();
            foreach (var reached in Context.Reach(operation))
                foreach (var usage in Context.Usages[reached]) used.Add(usage.Node.Name);
            foreach (var variable in operation.Variables)
                if (!used.Contains(variable.Name)) Context.Report($"Variable \"${variable.Name}\" is never used.", variable);
        }
    }
}
