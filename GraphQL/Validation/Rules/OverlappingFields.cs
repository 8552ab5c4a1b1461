using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>
/// Fields of one response name can be merged: https://spec.graphql.org/September2025/#sec-Field-Selection-Merging.
/// "Same" is an equivalence, so each field of a group is compared with the first one only, not with all others; and the work is bounded.
/// </summary>
internal sealed class OverlappingFields(ValidationContext context)
{
    private const int MaxVisits = 200_000;

    private int visits;

    private readonly record struct Entry(FieldNode Node, NamedType? Parent, FieldDefinition? Definition);

    private readonly record struct Set(SelectionSetNode Node, NamedType? Parent);

    public void Check()
    {
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is not OperationNode operation) continue;
            Check([new Set(operation.SelectionSet, Execution.Plans.OperationPlan.RootType(context.Schema, operation.Kind))], shapeOnly: false);
            if (visits <= MaxVisits) continue;
            context.Report("The operation is too complex to be checked: too many fields share their response names.", operation);
            return;
        }
    }

    /// <summary>FieldsInSetCanMerge(), or only SameResponseShape() for objects of different types.</summary>
    private void Check(List<Set> sets, bool shapeOnly)
    {
        if (sets.Count == 0 || context.IsFull || visits > MaxVisits) return;
        var groups = new OrderedDictionary<string, List<Entry>>();
        var seen = new HashSet<(string, NamedType?)>();
        foreach (var set in sets) Collect(set.Node, set.Parent, groups, seen);
        foreach (var (name, group) in groups)
        {
            if (!SameShapes(name, group)) continue;
            if (!shapeOnly) CheckParents(name, group);
            else if (group.Count > 1) Check(Inner(group), shapeOnly: true);
        }
    }

    private void CheckParents(string name, List<Entry> group)
    {
        if (group.Count == 1)
        {
            Check(Inner(group), shapeOnly: false);
            return;
        }

        var anywhere = group.FindAll(entry => entry.Parent is not ObjectType);
        var byType = group.FindAll(entry => entry.Parent is ObjectType).GroupBy(entry => entry.Parent).Select(each => each.ToList()).ToList();
        if (byType.Count == 0) byType.Add([]);
        foreach (var ofType in byType)
        {
            List<Entry> together = [.. anywhere, .. ofType];
            if (!SameFields(name, together)) return;
            Check(Inner(together), shapeOnly: false);
        }

        if (byType.Count > 1) Check(Inner(group), shapeOnly: true);
    }

    private bool SameFields(string name, List<Entry> entries)
    {
        var first = entries[0].Node;
        foreach (var entry in entries)
        {
            if (entry.Node.Name != first.Name)
                return Conflict(name, $"\"{first.Name}\" and \"{entry.Node.Name}\" are different fields", first, entry.Node);
            if (!SameArguments(first.Arguments, entry.Node.Arguments))
                return Conflict(name, "they have different arguments", first, entry.Node);
            if (context.Schema.FindDirective("stream") is not null && !SameStream(first, entry.Node))
                return Conflict(name, "they are streamed differently", first, entry.Node);
        }

        return true;
    }

    private bool SameShapes(string name, List<Entry> entries)
    {
        var first = entries[0];
        foreach (var entry in entries)
        {
            if (first.Definition is null || entry.Definition is null || SameShape(first.Definition.Type, entry.Definition.Type)) continue;
            return Conflict(name, $"they are of different types, {first.Definition.Type} and {entry.Definition.Type}", first.Node, entry.Node);
        }

        return true;
    }

    private bool Conflict(string name, string why, FieldNode a, FieldNode b)
    {
        context.Report($"Fields \"{name}\" cannot be merged: {why}. Use different aliases.", a, b);
        return false;
    }

    private void Collect(SelectionSetNode set, NamedType? parent, OrderedDictionary<string, List<Entry>> groups, HashSet<(string, NamedType?)> seen)
    {
        foreach (var selection in set.Selections)
        {
            if (++visits > MaxVisits) return;
            switch (selection)
            {
                case FieldNode field:
                    if (!groups.TryGetValue(field.ResponseName, out var group)) groups.Add(field.ResponseName, group = []);
                    group.Add(new Entry(field, parent, parent is null ? null : context.Schema.FindField(parent, field.Name)));
                    break;
                case InlineFragmentNode inline:
                    Collect(inline.SelectionSet, inline.TypeCondition is null ? parent : context.Schema.Find(inline.TypeCondition.Name), groups, seen);
                    break;
                case FragmentSpreadNode spread when context.Fragments.TryGetValue(spread.Name, out var fragment):
                    var type = context.Schema.Find(fragment.TypeCondition.Name);
                    if (seen.Add((spread.Name, type))) Collect(fragment.SelectionSet, type, groups, seen);
                    break;
            }
        }
    }

    private static List<Set> Inner(List<Entry> entries)
    {
        var sets = new List<Set>();
        foreach (var entry in entries)
            if (entry.Node.SelectionSet is not null) sets.Add(new Set(entry.Node.SelectionSet, entry.Definition?.Type.Named));
        return sets;
    }

    private static bool SameShape(GraphQLType a, GraphQLType b) => (a, b) switch
    {
        (NonNullType x, NonNullType y) => SameShape(x.Of, y.Of),
        (NonNullType, _) or (_, NonNullType) => false,
        (ListType x, ListType y) => SameShape(x.Of, y.Of),
        (ListType, _) or (_, ListType) => false,
        _ => a == b || (a.Named.IsComposite && b.Named.IsComposite),
    };

    private static bool SameStream(FieldNode a, FieldNode b)
    {
        var (first, second) = (Array.Find(a.Directives, directive => directive.Name == "stream"), Array.Find(b.Directives, directive => directive.Name == "stream"));
        return first is null || second is null ? first == second : SameArguments(first.Arguments, second.Arguments);
    }

    private static bool SameArguments(ArgumentNode[] a, ArgumentNode[] b)
    {
        if (a.Length != b.Length) return false;
        foreach (var argument in a)
        {
            var other = Array.Find(b, candidate => candidate.Name == argument.Name);
            if (other is null || !SameValue(argument.Value, other.Value)) return false;
        }

        return true;
    }

    private static bool SameValue(ValueNode a, ValueNode b) => (a, b) switch
    {
        (ObjectNode x, ObjectNode y) => SameArguments(x.Fields, y.Fields),
        (ListNode x, ListNode y) => x.Items.Length == y.Items.Length && !x.Items.Where((item, i) => !SameValue(item, y.Items[i])).Any(),
        _ => a.GetType() == b.GetType() && SyntaxPrinter.Print(a) == SyntaxPrinter.Print(b),
    };
}
