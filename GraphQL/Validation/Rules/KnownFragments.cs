using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A spread names a fragment of the document. https://spec.graphql.org/September2025/#sec-Fragment-Spread-Target-Defined</summary>
internal sealed class KnownFragments(ValidationContext context) : ValidationRule(context)
{
    public override void Spread(FragmentSpreadNode spread, NamedType? parent)
    {
        if (!Context.Fragments.ContainsKey(spread.Name))
            Context.Report($"There is no fragment \"{spread.Name}\".{Suggestion.For(spread.Name, Context.Fragments.Keys)}", spread);
    }
}
