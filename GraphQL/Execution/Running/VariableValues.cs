using System.Text.Json;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>Coerced variables of one request: https://spec.graphql.org/September2025/#sec-Coercing-Variable-Values</summary>
internal sealed class VariableValues
{
    private static readonly VariableValues None = new([], [], []);

    private readonly VariablePlan[] plans;
    private readonly object?[] values;
    private readonly bool[] given;

    private VariableValues(VariablePlan[] plans, object?[] values, bool[] given) => (this.plans, this.values, this.given) = (plans, values, given);

    public bool IsTrue(int index) => values[index] is true;

    public (bool Given, object? Value) Lookup(string name)
    {
        for (var i = 0; i < plans.Length; i++)
            if (plans[i].Name == name) return (given[i], values[i]);
        return (false, null);
    }

    /// <summary>Null when a value does not fit; then <paramref name="errors"/> says which, all of them.</summary>
    public static VariableValues? Coerce(OperationPlan operation, JsonElement? json, out IReadOnlyList<GraphQLError>? errors)
    {
        List<GraphQLError>? found = null;
        errors = null;
        var plans = operation.Variables;
        if (plans.Length == 0) return None;
        var result = new VariableValues(plans, new object?[plans.Length], new bool[plans.Length]);
        for (var i = 0; i < plans.Length; i++)
        {
            var plan = plans[i];
            try
            {
                if (json is { ValueKind: JsonValueKind.Object } all && TryGet(all, plan.Name, out var value))
                {
                    result.values[i] = InputCoercion.FromJson(plan.Type, value, plan.Place, operation.Options.MaxListNesting);
                    result.given[i] = true;
                }
                else if (plan.HasDefault)
                {
                    (result.values[i], result.given[i]) = (plan.Default, true);
                }
                else if (plan.Type.IsNonNull)
                {
                    throw new InputException($"Variable ${plan.Name} is required: its type is {plan.Type}.");
                }
            }
            catch (InputException e)
            {
                (found ??= []).Add(new GraphQLError(e.Message, GraphQLErrorCodes.BadUserInput)
                {
                    Locations = [operation.Document.LocationOf(plan.Start)],
                });
            }
        }

        errors = found;
        return found is null ? result : null;
    }

    private static bool TryGet(JsonElement variables, string name, out JsonElement value)
    {
        try
        {
            return variables.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            throw new InputException($"Variable ${name} cannot be read: another variable's name is not valid Unicode.");
        }
    }
}
