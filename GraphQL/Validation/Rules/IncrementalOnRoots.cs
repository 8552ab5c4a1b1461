using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>
/// The roots of mutations and subscriptions are neither deferred nor streamed: the one are executed in order, the others have one result for each event.
/// https://github.com/graphql/graphql-spec/pull/1110 (Defer And Stream Directives Are Used On Valid Root Field)
/// </summary>
internal sealed class IncrementalOnRoots(ValidationContext context) : ValidationRule(context)
{
    public override void Field(FieldNode field, NamedType? parent, FieldDefinition? definition) => Check("stream", field.Directives, parent);

    public override void InlineFragment(InlineFragmentNode fragment, NamedType? parent) => Check("defer", fragment.Directives, parent);

    public override void Spread(FragmentSpreadNode spread, NamedType? parent) => Check("defer", spread.Directives, parent);

    private void Check(string name, DirectiveNode[] directives, NamedType? parent)
    {
        if (directives.Length == 0 || parent is null || (parent != Context.Schema.Mutation && parent != Context.Schema.Subscription) || Context.Schema.FindDirective(name) is null) return;
        foreach (var directive in directives)
            if (directive.Name == name) Context.Report($"@{name} cannot be used on the fields of {parent.Name}.", directive);
    }
}
