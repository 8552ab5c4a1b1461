using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A directive that is not repeatable stands once in a place. https://spec.graphql.org/September2025/#sec-Directives-Are-Unique-per-Location</summary>
internal sealed class UniqueDirectives(ValidationContext context) : ValidationRule(context)
{
    public override void Directives(DirectiveNode[] directives, string location)
    {
        if (directives.Length < 2) return;
        var seen = new Dictionary<string, DirectiveNode>();
        foreach (var directive in directives)
        {
            if (Context.Schema.FindDirective(directive.Name) is not { IsRepeatable: false } || seen.TryAdd(directive.Name, directive)) continue;
            Context.Report($"Directive \"@{directive.Name}\" is used twice here.", seen[directive.Name], directive);
        }
    }
}
