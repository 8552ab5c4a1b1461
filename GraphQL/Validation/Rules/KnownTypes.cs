using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Types named in the document exist: those of fragments, and (5.8.2) of variables. https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence</summary>
internal sealed class KnownTypes(ValidationContext context) : ValidationRule(context)
{
    public override void Fragment(FragmentNode fragment) => Check(fragment.TypeCondition);

    public override void InlineFragment(InlineFragmentNode fragment, NamedType? parent)
    {
        if (fragment.TypeCondition is not null) Check(fragment.TypeCondition);
    }

    public override void Variable(VariableDefinitionNode variable, GraphQLType? type)
    {
        var node = variable.Type;
        while (node is not NamedTypeNode) node = node is NonNullTypeNode nonNull ? nonNull.Type : ((ListTypeNode)node).Item;
        Check((NamedTypeNode)node);
    }

    private void Check(NamedTypeNode node)
    {
        if (Context.Schema.Find(node.Name) is null)
            Context.Report($"There is no type \"{node.Name}\".{Suggestion.For(node.Name, Context.Schema.Types.Select(type => type.Name))}", node);
    }
}
