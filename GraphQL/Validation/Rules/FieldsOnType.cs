using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A selected field exists on its type. https://spec.graphql.org/September2025/#sec-Field-Selections</summary>
internal sealed class FieldsOnType(ValidationContext context) : ValidationRule(context)
{
    public override void Field(FieldNode field, NamedType? parent, FieldDefinition? definition)
    {
        if (parent is null || definition is not null) return;
        Context.Report($"Type {parent.Name} has no field \"{field.Name}\".{Hint(field.Name, parent)}", field);
    }

    private string Hint(string name, NamedType parent)
    {
        if (parent.IsAbstract)
        {
            var having = Context.Schema.PossibleTypes(parent).Where(type => type.Fields.ContainsKey(name)).Select(type => type.Name).Order(StringComparer.Ordinal).Take(3).ToArray();
            if (having.Length > 0) return $" Did you mean to use an inline fragment on {string.Join(" or ", having)}?";
        }

        return parent is FieldsType fields ? Suggestion.For(name, fields.Fields.Keys) : "";
    }
}
