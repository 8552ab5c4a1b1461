using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Only lists are streamed. https://github.com/graphql/graphql-spec/pull/1110 (Stream Directives Are Used On List Fields)</summary>
internal sealed class StreamOnLists(ValidationContext context) : ValidationRule(context)
{
    public override void Field(FieldNode field, NamedType? parent, FieldDefinition? definition)
    {
        if (definition is null || field.Directives.Length == 0 || definition.Type.Nullable is ListType || Context.Schema.FindDirective("stream") is null) return;
        foreach (var directive in field.Directives)
            if (directive.Name == "stream") Context.Report($"@stream cannot be used on the field {parent!.Name}.{field.Name}, which is no list.", directive);
    }
}
