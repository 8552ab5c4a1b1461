using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>
/// Below a subscription nothing is deferred or streamed, unless a variable may switch it off. https://github.com/graphql/graphql-spec/pull/1110
/// (Defer And Stream Directives Are Used On Valid Operations)
/// </summary>
internal sealed class IncrementalInSubscriptions(ValidationContext context) : ValidationRule(context)
{
    public override void Operation(OperationNode operation)
    {
        if (operation.Kind == OperationKind.Subscription) Visit(operation.SelectionSet, []);
    }

    private void Visit(SelectionSetNode set, HashSet<string> seen)
    {
        foreach (var selection in set.Selections)
        {
            foreach (var directive in selection.Directives)
            {
                if (directive.Name is not ("defer" or "stream") || Context.Schema.FindDirective(directive.Name) is null) continue;
                if (directive.Argument("if")?.Value is VariableNode or BooleanNode { Value: false }) continue;
                Context.Report($"@{directive.Name} cannot be used in a subscription. Switch it off by a variable, \"if: $more\", if the fragment is used elsewhere.", directive);
            }

            switch (selection)
            {
                case FieldNode { SelectionSet: { } fields }: Visit(fields, seen); break;
                case InlineFragmentNode inline: Visit(inline.SelectionSet, seen); break;
                case FragmentSpreadNode spread when seen.Add(spread.Name) && Context.Fragments.TryGetValue(spread.Name, out var fragment): Visit(fragment.SelectionSet, seen); break;
            }
        }
    }
}
