using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>A compiled selection set on one object type: https://spec.graphql.org/September2025/#sec-Executing-Selection-Sets</summary>
internal sealed class SelectionPlan(FieldPlan[] fields, FieldOrder? order = null)
{
    public FieldPlan[] Fields { get; } = fields;

    /// <summary>The fields in the order of their answers; all of them but where <see cref="FieldPlan.Inclusion"/> does not hold.</summary>
    public FieldPlan[] FieldsFor(ExecutionRun run) => order is null ? Fields : order.For(run);

    public bool Execute(ExecutionRun run, object? parent)
    {
        var output = run.Output;
        output.Byte((byte)'{');
        var first = true;
        foreach (var field in FieldsFor(run))
        {
            if (field.Inclusion is { } rule && !rule.Holds(run)) continue;
            output.Raw(first ? field.NameJson.AsSpan(1) : field.NameJson);
            first = false;
            if (!field.Execute(run, parent)) return false;
        }

        output.Byte((byte)'}');
        return true;
    }
}
