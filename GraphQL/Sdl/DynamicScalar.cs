using System.Text.Json;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>Scalars that definitions name: any JSON goes in and out as it is. Resolvers get a <see cref="JsonElement"/>.</summary>
internal static class DynamicScalar
{
    public static ScalarType Create(string name, SdlDefinition definition) => new(name)
    {
        DescriptionSource = () => definition.Description,
        SpecifiedBy = (definition.Directive("specifiedBy")?.Argument("url")?.Value as StringNode)?.Value,
        FromJson = static json => json.Clone(),
        FromLiteral = static node => LiteralJson.ToElement(node),
        FromLiteralWithVariables = static (node, variables) => LiteralJson.ToElement(node, variables),
        ToLiteral = static value => throw new InvalidOperationException($"{value} was written in the definition."),
    };
}
