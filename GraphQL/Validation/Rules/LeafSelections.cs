using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Scalars and enums have no selection; objects must have one. https://spec.graphql.org/September2025/#sec-Leaf-Field-Selections</summary>
internal sealed class LeafSelections(ValidationContext context) : ValidationRule(context)
{
    public override void Field(FieldNode field, NamedType? parent, FieldDefinition? definition)
    {
        if (definition is null) return;
        var isLeaf = definition.Type.Named.IsLeaf;
        if (isLeaf && field.SelectionSet is not null)
            Context.Report($"Field \"{field.Name}\" is of type {definition.Type} and has no fields to select.", field.SelectionSet);
        if (!isLeaf && field.SelectionSet is null)
            Context.Report($"Field \"{field.Name}\" is of type {definition.Type}: select fields of it, as in \"{field.Name} {{ … }}\".", field);
    }
}
