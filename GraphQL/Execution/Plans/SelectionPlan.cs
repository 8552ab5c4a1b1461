using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>The fields of an object that one <c>@defer</c> delivers later.</summary>
internal sealed record DeferredSelection(DeferUsage Usage, SelectionPlan Selection);

/// <summary>A compiled selection set on one object type: https://spec.graphql.org/September2025/#sec-Executing-Selection-Sets</summary>
internal sealed class SelectionPlan(FieldPlan[] fields, FieldOrder? order = null, DeferredSelection[]? deferred = null)
{
    public FieldPlan[] Fields { get; } = fields;

    /// <summary>What is delivered later; null when nothing is.</summary>
    public DeferredSelection[]? Deferred { get; } = deferred;

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

        if (Deferred is not null) Defer(run, parent);
        output.Byte((byte)'}');
        return true;
    }

    /// <summary>Remembers what is to be delivered later of this object.</summary>
    public void Defer(ExecutionRun run, object? parent)
    {
        foreach (var part in Deferred!)
            if (Array.Exists(part.Selection.Fields, field => field.Inclusion?.Holds(run) ?? true)) run.AddJob(new DeferJob(run, part, parent));
    }
}
