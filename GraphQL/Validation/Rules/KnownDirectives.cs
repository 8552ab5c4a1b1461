using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Directives exist. https://spec.graphql.org/September2025/#sec-Directives-Are-Defined</summary>
internal sealed class KnownDirectives(ValidationContext context) : ValidationRule(context)
{
    public override void Directives(DirectiveNode[] directives, string location)
    {
        foreach (var directive in directives)
        {
            if (Context.Schema.FindDirective(directive.Name) is null)
                Context.Report($"There is no directive \"@{directive.Name}\".{Suggestion.For("@" + directive.Name, Context.Schema.Directives.Select(each => "@" + each.Name))}", directive);
        }
    }
}
