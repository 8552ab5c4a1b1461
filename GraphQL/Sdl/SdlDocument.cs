using System.Text;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>The definitions of a document by name, with their extensions. https://spec.graphql.org/September2025/#TypeSystemExtensionDocument</summary>
internal sealed class SdlDocument
{
    /// <summary>Only the nesting is bounded: whoever writes the schema is trusted, but not with the stack.</summary>
    private static readonly ParserLimits Limits = new(int.MaxValue, ParserLimits.Default.MaxNesting);

    private readonly List<TypeSystemNode> extensions = [];

    private SdlDocument(DocumentNode document) => Problems = new SdlProblems(document);

    public SdlProblems Problems { get; }
    public OrderedDictionary<string, SdlDefinition> Types { get; } = [];
    public OrderedDictionary<string, TypeSystemNode> Directives { get; } = [];

    /// <summary>Null when nothing is said of the schema: its root types go by their usual names then.</summary>
    public SdlDefinition? Schema { get; private set; }

    /// <summary>Whether there is a schema definition: extensions of it alone leave the usual names.</summary>
    public bool DefinesSchema { get; private set; }

    /// <summary>Reads definitions; a syntax error is a <see cref="GraphQLSchemaException"/> that says where.</summary>
    public static SdlDocument Read(string sdl)
    {
        var bytes = Encoding.UTF8.GetBytes(sdl);
        DocumentNode document;
        try
        {
            document = Parser.Parse(bytes, Limits);
        }
        catch (GraphQLSyntaxException e)
        {
            var place = SourceLocation.Of(bytes, e.Position);
            throw new GraphQLSchemaException([$"{e.Message} ({place.Line}:{place.Column})"]);
        }

        var result = new SdlDocument(document);
        foreach (var definition in document.Definitions) result.Add(definition);
        foreach (var extension in result.extensions) result.Extend(extension);
        return result;
    }

    private void Add(DefinitionNode definition)
    {
        switch (definition)
        {
            case TypeSystemNode { IsExtension: true } extension:
                extensions.Add(extension);
                break;
            case TypeSystemNode { Kind: TypeSystemKind.Schema } schema:
                if (Schema is not null) Problems.Add("The schema is defined twice.", schema.Start);
                Schema ??= new SdlDefinition(schema);
                DefinesSchema = true;
                break;
            case TypeSystemNode { Kind: TypeSystemKind.Directive } directive:
                if (!Directives.TryAdd(directive.Name, directive)) Problems.Add($"There are two directives called @{directive.Name}.", directive.Start);
                break;
            case TypeSystemNode type:
                if (!Types.TryAdd(type.Name, new SdlDefinition(type))) Problems.Add($"Two types are called {type.Name}.", type.Start);
                break;
            default:
                Problems.Add("Operations and fragments are no part of a schema.", definition.Start);
                break;
        }
    }

    private void Extend(TypeSystemNode extension)
    {
        if (extension.Kind == TypeSystemKind.Schema)
        {
            if (Schema is null) Schema = new SdlDefinition(extension);
            else Schema.Extend(extension);
        }
        else if (!Types.TryGetValue(extension.Name, out var type))
        {
            Problems.Add($"{extension.Name} is extended but not defined.{Suggestion.For(extension.Name, Types.Keys)}", extension.Start);
        }
        else if (type.Kind != extension.Kind)
        {
            Problems.Add($"{extension.Name} is extended as another kind of type than it is.", extension.Start);
        }
        else
        {
            if (Array.Find(extension.Directives, directive => directive.Name == "oneOf") is { } oneOf)
                Problems.Add($"{extension.Name}: @oneOf stands at the definition, not at an extension.", oneOf.Start);
            type.Extend(extension);
        }
    }
}
