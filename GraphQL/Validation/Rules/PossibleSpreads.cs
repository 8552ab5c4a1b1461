using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A fragment's type and its parent's have objects in common. https://spec.graphql.org/September2025/#sec-Fragment-Spread-Is-Possible</summary>
internal sealed class PossibleSpreads(ValidationContext context) : ValidationRule(context)
{
    public override void InlineFragment(InlineFragmentNode fragment, NamedType? parent)
    {
        if (fragment.TypeCondition is not null) Check(fragment, fragment.TypeCondition, parent, "A fragment");
    }

    public override void Spread(FragmentSpreadNode spread, NamedType? parent)
    {
        if (Context.Fragments.TryGetValue(spread.Name, out var fragment)) Check(spread, fragment.TypeCondition, parent, $"Fragment \"{spread.Name}\"");
    }

    private void Check(SyntaxNode node, NamedTypeNode condition, NamedType? parent, string what)
    {
        if (parent is null || Context.Schema.Find(condition.Name) is not { IsComposite: true } type || type == parent) return;
        foreach (var possible in Context.Schema.PossibleTypes(type))
            if (Context.Schema.IsPossible(parent, possible)) return;
        Context.Report($"{what} on {type.Name} can never apply here: no {parent.Name} is a {type.Name}.", node);
    }
}
