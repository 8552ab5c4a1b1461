using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Fragments stand on objects, interfaces and unions. https://spec.graphql.org/September2025/#sec-Fragments-on-Object-Interface-or-Union-Types</summary>
internal sealed class FragmentsOnCompositeTypes(ValidationContext context) : ValidationRule(context)
{
    public override void Fragment(FragmentNode fragment) => Check(fragment.TypeCondition, $"Fragment \"{fragment.Name}\"");

    public override void InlineFragment(InlineFragmentNode fragment, NamedType? parent)
    {
        if (fragment.TypeCondition is not null) Check(fragment.TypeCondition, "A fragment");
    }

    private void Check(NamedTypeNode node, string what)
    {
        if (Context.Schema.Find(node.Name) is { IsComposite: false } type)
            Context.Report($"{what} cannot be on {type.Name}, which has no fields.", node);
    }
}
