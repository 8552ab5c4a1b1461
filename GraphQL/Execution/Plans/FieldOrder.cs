using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>
/// The order of fields where variables decide it: a field stands where its first <em>included</em> occurrence does, and another may be that one when
/// the first is skipped. Decided once in each run. https://spec.graphql.org/September2025/#CollectFields()
/// </summary>
internal sealed class FieldOrder(int slot, (FieldPlan Field, InclusionTest[] Tests)[] occurrences)
{
    public FieldPlan[] For(ExecutionRun run)
    {
        ref var known = ref run.ArgumentSlot(slot);
        known ??= Decide(run);
        return (FieldPlan[])known;
    }

    private FieldPlan[] Decide(ExecutionRun run)
    {
        var seen = new HashSet<FieldPlan>();
        var order = new List<FieldPlan>();
        foreach (var (field, tests) in occurrences)
            if (InclusionRule.Holds(run, tests) && seen.Add(field)) order.Add(field);
        return [.. order];
    }
}
