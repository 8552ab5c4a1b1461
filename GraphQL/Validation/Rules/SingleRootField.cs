using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A subscription selects exactly one field of its root, not of introspection, and unconditionally. https://spec.graphql.org/September2025/#sec-Single-Root-Field</summary>
internal sealed class SingleRootField(ValidationContext context) : ValidationRule(context)
{
    public override void Operation(OperationNode operation)
    {
        if (operation.Kind != OperationKind.Subscription) return;
        var fields = new Dictionary<string, FieldNode>();
        Collect(operation.SelectionSet, fields, []);
        var name = operation.Name is null ? "The subscription" : $"Subscription \"{operation.Name}\"";
        if (fields.Count != 1) Context.Report($"{name} must select exactly one field.", [operation, .. fields.Values.Skip(1)]);
        foreach (var field in fields.Values)
            if (field.Name.StartsWith("__", StringComparison.Ordinal)) Context.Report($"{name} must not select an introspection field.", field);
    }

    private void Collect(SelectionSetNode set, Dictionary<string, FieldNode> fields, HashSet<string> seen)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var selection in set.Selections)
        {
            foreach (var directive in selection.Directives)
                if (directive.Name is "skip" or "include") Context.Report($"@{directive.Name} cannot be used at the root of a subscription.", directive);
            switch (selection)
            {
                case FieldNode field: fields.TryAdd(field.ResponseName, field); break;
                case InlineFragmentNode inline: Collect(inline.SelectionSet, fields, seen); break;
                case FragmentSpreadNode spread when seen.Add(spread.Name) && Context.Fragments.TryGetValue(spread.Name, out var fragment):
                    Collect(fragment.SelectionSet, fields, seen);
                    break;
            }
        }
    }
}
