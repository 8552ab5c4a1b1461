using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>How long an operation may run, by the fields that it selects. By syntax and not by plans: what a directive leaves out is counted too.</summary>
internal static class OperationTime
{
    /// <summary>The limit of an operation; zero or less: none.</summary>
    public static TimeSpan LimitOf(OperationPlan plan)
    {
        var usual = plan.Options.MaxExecutionTime;
        if (usual <= TimeSpan.Zero || OperationPlan.RootType(plan.Schema, plan.Operation.Kind) is not { } root) return usual;
        var fields = new List<(string Key, TimeSpan More)>();
        Collect(plan, plan.Operation.SelectionSet, root, fields, []);

        // One response key is one field, however often it is selected.
        var times = fields.GroupBy(f => f.Key).Select(g => g.Max(f => f.More)).ToList();
        if (times.Count == 0) return usual;
        return usual + (plan.Operation.Kind == OperationKind.Mutation ? times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time) : times.Max());
    }

    private static void Collect(OperationPlan plan, SelectionSetNode set, NamedType parent, List<(string Key, TimeSpan More)> fields, HashSet<SelectionSetNode> seen)
    {
        if (!seen.Add(set)) return;
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    var more = plan.Schema.PossibleTypes(parent).Max(type => plan.Schema.FindField(type, field.Name)?.MoreTime) ?? TimeSpan.Zero;
                    if (more > TimeSpan.Zero) fields.Add((field.Alias ?? field.Name, more));
                    if (field.SelectionSet is not null && plan.Schema.FindField(parent, field.Name) is { } found) Collect(plan, field.SelectionSet, found.Type.Named, fields, seen);
                    break;
                case InlineFragmentNode inline:
                    Collect(plan, inline.SelectionSet, inline.TypeCondition is null ? parent : plan.Schema.Find(inline.TypeCondition.Name)!, fields, seen);
                    break;
                case FragmentSpreadNode spread:
                    var fragment = plan.Fragment(spread.Name);
                    Collect(plan, fragment.SelectionSet, plan.Schema.Find(fragment.TypeCondition.Name)!, fields, seen);
                    break;
            }
        }
    }
}
