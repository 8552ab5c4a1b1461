using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>
/// A label of <c>@defer</c> or <c>@stream</c> is written out, and no two are the same. https://github.com/graphql/graphql-spec/pull/1110
/// (Defer And Stream Directive Labels Are Unique)
/// </summary>
internal sealed class IncrementalLabels(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, DirectiveNode> labels = [];

    public override void Directives(DirectiveNode[] directives, string location)
    {
        foreach (var directive in directives)
        {
            if (directive.Name is not ("defer" or "stream") || Context.Schema.FindDirective(directive.Name) is null) continue;
            switch (directive.Argument("label")?.Value)
            {
                case VariableNode: Context.Report($"The label of @{directive.Name} must be written out, not a variable.", directive); break;
                case StringNode label when !labels.TryAdd(label.Value, directive):
                    Context.Report($"The label \"{label.Value}\" is used twice: labels must be unique.", labels[label.Value], directive);
                    break;
            }
        }
    }
}
