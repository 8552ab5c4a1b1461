using System.Collections.Concurrent;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>A selection set as it occurs in the document, with the directives around it.</summary>
internal readonly record struct SelectionOccurrence(SelectionSetNode Set, InclusionTest[] Tests);

/// <summary>
/// All selection sets of one merged field. Compiled for each object type that turns up: for an interface with many types most never do.
/// https://spec.graphql.org/September2025/#sec-Field-Collection
/// </summary>
internal sealed class SelectionSource(OperationPlan operation, SelectionOccurrence[] occurrences)
{
    // Made when first needed: leaves, which are most fields, never do.
    private ConcurrentDictionary<ObjectType, SelectionPlan>? plans;

    public SelectionPlan For(ObjectType type)
    {
        var known = plans ?? LazyInitializer.EnsureInitialized(ref plans, static () => new ConcurrentDictionary<ObjectType, SelectionPlan>(concurrencyLevel: 1, capacity: 1));
        return known.TryGetValue(type, out var plan) ? plan : known.GetOrAdd(type, new FieldCollector(operation, type).Collect(occurrences));
    }
}

/// <summary>CollectFields(): merges the selections of a type, fragments written out, in order of first appearance.</summary>
internal sealed class FieldCollector(OperationPlan operation, ObjectType type)
{
    private readonly OrderedDictionary<string, List<(FieldNode Node, InclusionTest[] Tests)>> groups = [];
    private readonly List<(string ResponseName, InclusionTest[] Tests)> occurrences = [];
    private readonly HashSet<string> visited = [];

    public SelectionPlan Collect(SelectionOccurrence[] sets)
    {
        foreach (var set in sets) Visit(set.Set, set.Tests);
        var fields = new FieldPlan[groups.Count];
        for (var i = 0; i < fields.Length; i++) fields[i] = Plan(groups.GetAt(i).Value);
        return new SelectionPlan(fields, Order(fields));
    }

    /// <summary>Null, as nearly always, when no variable can change the order: no field that may be skipped at first occurs again.</summary>
    private FieldOrder? Order(FieldPlan[] fields)
    {
        var moves = false;
        foreach (var group in groups.Values) moves |= group.Count > 1 && group[0].Tests.Length > 0 && groups.Count > 1;
        if (!moves) return null;
        return new FieldOrder(operation.NextArgumentSlot(), [.. occurrences.Select(each => (fields[groups.IndexOf(each.ResponseName)], each.Tests))]);
    }

    private void Visit(SelectionSetNode set, InclusionTest[] around)
    {
        foreach (var selection in set.Selections)
        {
            if (InclusionRule.Combine(around, selection.Directives, operation) is not { } tests) continue;
            switch (selection)
            {
                case FieldNode field:
                    if (!groups.TryGetValue(field.ResponseName, out var group)) groups.Add(field.ResponseName, group = []);
                    group.Add((field, tests));
                    occurrences.Add((field.ResponseName, tests));
                    break;
                case InlineFragmentNode inline when inline.TypeCondition is null || Applies(inline.TypeCondition):
                    Visit(inline.SelectionSet, tests);
                    break;
                case FragmentSpreadNode spread:
                    // A fragment seen without conditions adds nothing the second time; under conditions it may.
                    if (visited.Contains(spread.Name)) break;
                    if (tests.Length == 0) visited.Add(spread.Name);
                    var fragment = operation.Fragment(spread.Name);
                    if (Applies(fragment.TypeCondition)) Visit(fragment.SelectionSet, tests);
                    break;
            }
        }
    }

    private bool Applies(NamedTypeNode condition) =>
        operation.Schema.Find(condition.Name) is { } conditionType && operation.Schema.IsPossible(conditionType, type);

    private FieldPlan Plan(List<(FieldNode Node, InclusionTest[] Tests)> group)
    {
        var node = group[0].Node;
        var definition = operation.Schema.FindField(type, node.Name)!;
        InclusionRule? inclusion = null;
        if (group.TrueForAll(occurrence => occurrence.Tests.Length > 0)) inclusion = new InclusionRule([.. group.Select(occurrence => occurrence.Tests)]);
        var sets = group.Where(occurrence => occurrence.Node.SelectionSet is not null)
            .Select(occurrence => new SelectionOccurrence(occurrence.Node.SelectionSet!, occurrence.Tests)).ToArray();
        var source = new FieldSource(operation, type, definition, node, inclusion, new SelectionSource(operation, sets));
        return definition.Binding is null ? new TypeNamePlan(source) : definition.Binding.CreatePlan(source);
    }
}
