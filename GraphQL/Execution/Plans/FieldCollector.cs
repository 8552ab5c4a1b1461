using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>
/// CollectFields(): merges the selections of a type, fragments written out, in order of first appearance. A field that is deferred in one place and not in another is not deferred;
/// one that several fragments defer comes with the first of them.
/// </summary>
internal sealed class FieldCollector(OperationPlan operation, ObjectType type)
{
    private readonly OrderedDictionary<string, List<Occurrence>> groups = [];
    private readonly List<Occurrence> occurrences = [];
    private readonly List<DeferUsage> deferred = [];
    private readonly HashSet<string> visited = [];

    private sealed record Occurrence(FieldNode Node, InclusionTest[] Tests, DeferUsage? Defer);

    public SelectionPlan Collect(SelectionOccurrence[] sets)
    {
        foreach (var set in sets) Visit(set.Set, set.Tests, null);
        var plan = Plan(null, out var fields);
        if (deferred.Count == 0) return new SelectionPlan(plan, Order(fields));
        var parts = new List<DeferredSelection>();
        foreach (var usage in deferred)
            if (Plan(usage, out _) is { Length: > 0 } later) parts.Add(new DeferredSelection(usage, new SelectionPlan(later)));
        return new SelectionPlan(plan, Order(fields), parts.Count == 0 ? null : [.. parts]);
    }

    /// <summary>The fields that come at once, or with one fragment.</summary>
    private FieldPlan[] Plan(DeferUsage? usage, out Dictionary<string, FieldPlan> byName)
    {
        byName = [];
        var fields = new List<FieldPlan>(groups.Count);
        foreach (var (name, group) in groups)
        {
            if (WhenOf(group) != usage) continue;
            fields.Add(byName[name] = Plan(group));
        }

        return [.. fields];
    }

    private static DeferUsage? WhenOf(List<Occurrence> group) => group.Exists(each => each.Defer is null) ? null : group[0].Defer;

    /// <summary>Null, as nearly always, when no variable can change the order: no field that may be skipped at first occurs again.</summary>
    private FieldOrder? Order(Dictionary<string, FieldPlan> fields)
    {
        var moves = false;
        foreach (var group in groups.Values) moves |= group.Count > 1 && group[0].Tests.Length > 0 && groups.Count > 1;
        if (!moves) return null;
        return new FieldOrder(operation.NextArgumentSlot(),
            [.. occurrences.Where(each => fields.ContainsKey(each.Node.ResponseName)).Select(each => (fields[each.Node.ResponseName], each.Tests))]);
    }

    private void Visit(SelectionSetNode set, InclusionTest[] around, DeferUsage? defer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var selection in set.Selections)
        {
            if (InclusionRule.Combine(around, selection.Directives, operation) is not { } tests) continue;
            switch (selection)
            {
                case FieldNode field:
                    if (!groups.TryGetValue(field.ResponseName, out var group)) groups.Add(field.ResponseName, group = []);
                    var occurrence = new Occurrence(field, tests, defer);
                    group.Add(occurrence);
                    occurrences.Add(occurrence);
                    break;
                case InlineFragmentNode inline when inline.TypeCondition is null || Applies(inline.TypeCondition):
                    Visit(inline.SelectionSet, tests, DeferOf(selection, defer));
                    break;
                case FragmentSpreadNode spread:
                    // A fragment seen without conditions adds nothing the second time; under conditions it may.
                    if (visited.Contains(spread.Name)) break;
                    var later = DeferOf(selection, defer);
                    if (tests.Length == 0 && later is null) visited.Add(spread.Name);
                    var fragment = operation.Fragment(spread.Name);
                    if (Applies(fragment.TypeCondition)) Visit(fragment.SelectionSet, tests, later);
                    break;
            }
        }
    }

    private DeferUsage? DeferOf(SelectionNode selection, DeferUsage? around)
    {
        if (selection.Directives.Length == 0 || operation.Choice?.Defer(selection.Directives) is not { } usage) return around;
        deferred.Add(usage);
        return usage;
    }

    private bool Applies(NamedTypeNode condition) =>
        operation.Schema.Find(condition.Name) is { } conditionType && operation.Schema.IsPossible(conditionType, type);

    private FieldPlan Plan(List<Occurrence> group)
    {
        var node = group[0].Node;
        var definition = operation.Schema.FindField(type, node.Name)!;
        InclusionRule? inclusion = null;
        if (group.TrueForAll(occurrence => occurrence.Tests.Length > 0)) inclusion = new InclusionRule([.. group.Select(occurrence => occurrence.Tests)]);
        var sets = group.Where(occurrence => occurrence.Node.SelectionSet is not null)
            .Select(occurrence => new SelectionOccurrence(occurrence.Node.SelectionSet!, occurrence.Tests)).ToArray();
        var source = new FieldSource(operation, type, definition, node, inclusion, new SelectionSource(operation, sets, operation.Choice?.Stream(node.Directives)));
        return definition.Binding is null ? new TypeNamePlan(source) : definition.Binding.CreatePlan(source);
    }
}
