using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A variable's type fits each place where it is used. https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed</summary>
internal sealed class VariableUsagesAllowed(ValidationContext context) : ValidationRule(context)
{
    public override void End()
    {
        foreach (var definition in Context.Document.Definitions)
        {
            if (definition is not OperationNode { Variables.Length: > 0 } operation) continue;
            var variables = new Dictionary<string, VariableDefinitionNode>();
            foreach (var variable in operation.Variables) variables.TryAdd(variable.Name, variable);
            foreach (var reached in Context.Reach(operation))
                foreach (var usage in Context.Usages[reached])
                    if (variables.TryGetValue(usage.Node.Name, out var variable)) Check(variable, usage);
        }
    }

    private void Check(VariableDefinitionNode variable, VariableUsage usage)
    {
        if (usage.Type is null || VariablePlan.Resolve(Context.Schema, variable.Type) is not { } type) return;
        if (usage.InOneOf && !type.IsNonNull)
            Context.Report($"Variable \"${variable.Name}\" is of type {type}, but a field of a oneOf input needs {type}!.", variable, usage.Node);
        else if (!Allowed(type, variable.DefaultValue, usage))
            Context.Report($"Variable \"${variable.Name}\" is of type {type}, but {usage.Type} is expected here.", variable, usage.Node);
    }

    /// <summary>IsVariableUsageAllowed()</summary>
    private static bool Allowed(GraphQLType type, ValueNode? variableDefault, VariableUsage usage)
    {
        if (usage.Type is NonNullType wanted && !type.IsNonNull)
            return (variableDefault is not null and not NullNode || usage.HasDefault) && Compatible(type, wanted.Of);
        return Compatible(type, usage.Type!);
    }

    /// <summary>AreTypesCompatible()</summary>
    private static bool Compatible(GraphQLType type, GraphQLType wanted) => (type, wanted) switch
    {
        (NonNullType a, NonNullType b) => Compatible(a.Of, b.Of),
        (_, NonNullType) => false,
        (NonNullType a, _) => Compatible(a.Of, wanted),
        (ListType a, ListType b) => Compatible(a.Of, b.Of),
        _ => type == wanted,
    };
}
