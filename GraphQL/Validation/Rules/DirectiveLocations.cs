using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Directives stand where they may. https://spec.graphql.org/September2025/#sec-Directives-Are-in-Valid-Locations</summary>
internal sealed class DirectiveLocations(ValidationContext context) : ValidationRule(context)
{
    public override void Directives(DirectiveNode[] directives, string location)
    {
        foreach (var directive in directives)
        {
            if (Context.Schema.FindDirective(directive.Name) is { } definition && !definition.Locations.Contains(location))
                Context.Report($"Directive \"@{directive.Name}\" cannot be used on {location}.", directive);
        }
    }
}
