using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>A type, or the schema itself, as its definition and all extensions of it together say. https://spec.graphql.org/September2025/#sec-Type-System-Extensions</summary>
internal sealed class SdlDefinition(TypeSystemNode first)
{
    private readonly List<TypeSystemNode> parts = [first];

    public string Name { get; } = first.Name;
    public TypeSystemKind Kind { get; } = first.Kind;
    public int Start { get; } = first.Start;
    public string? Description { get; } = first.Description;
    public IEnumerable<DirectiveNode> Directives => parts.SelectMany(part => part.Directives);
    public IEnumerable<NamedTypeNode> Types => parts.SelectMany(part => part.Types);
    public IEnumerable<FieldDefinitionNode> Fields => parts.SelectMany(part => part.Fields);
    public IEnumerable<InputValueNode> Inputs => parts.SelectMany(part => part.Inputs);
    public IEnumerable<EnumValueNode> Values => parts.SelectMany(part => part.Values);
    public IEnumerable<RootTypeNode> RootTypes => parts.SelectMany(part => part.RootTypes);

    public void Extend(TypeSystemNode extension) => parts.Add(extension);

    public DirectiveNode? Directive(string name) => Directives.FirstOrDefault(directive => directive.Name == name);
}
