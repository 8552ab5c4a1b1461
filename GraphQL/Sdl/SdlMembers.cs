using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>Makes what types consist of: fields, arguments, enum values, directive definitions.</summary>
internal sealed class SdlMembers(SdlProblems problems, Func<string, NamedType?> find, Func<IEnumerable<string>> knownTypes)
{
    /// <summary>An argument that got no value; null is a value.</summary>
    public static readonly object Absent = new();

    /// <summary>The type that is named; where there is none, String takes its place so that one mistake is one problem.</summary>
    public GraphQLType Reference(TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => new NonNullType(Reference(nonNull.Type)),
        ListTypeNode list => new ListType(Reference(list.Item)),
        NamedTypeNode named => Named(named) ?? BuiltInScalars.String,
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    public NamedType? Named(NamedTypeNode node)
    {
        var type = find(node.Name);
        if (type is null) problems.Add($"There is no type {node.Name}.{Suggestion.For(node.Name, knownTypes())}", node.Start);
        return type;
    }

    public FieldDefinition Field(string owner, FieldDefinitionNode node, Func<GraphQLType, InputValueDefinition[], FieldBinding?> bind)
    {
        var type = Reference(node.Type);
        var arguments = Inputs($"{owner}.{node.Name} has the argument", node.Arguments);
        return new FieldDefinition(node.Name, type, bind(type, arguments), arguments)
        {
            DeprecationReason = Deprecation(node.Directives), DescriptionSource = () => node.Description,
            Weight = ListSize.WeightOf(node.Directives), ListSize = ListSize.Of(node.Directives),
        };
    }

    public InputValueDefinition[] Inputs(string what, IEnumerable<InputValueNode> nodes) => [.. problems.Unique(nodes, node => node.Name, what).Select(Input)];

    public static EnumValueDefinition EnumValue(EnumValueNode node) => new(node.Name, node.Name)
    {
        DeprecationReason = Deprecation(node.Directives), DescriptionSource = () => node.Description,
    };

    public DirectiveDefinition Directive(TypeSystemNode node) =>
        new(node.Name, node.Description, node.Locations, Inputs($"@{node.Name} has the argument", node.Inputs)) { IsRepeatable = node.Repeatable };

    private InputValueDefinition Input(InputValueNode node) => new(node.Name, Reference(node.Type))
    {
        HasDefault = node.DefaultValue is not null,
        DefaultNode = node.DefaultValue,
        ToRuntime = static (value, given) => given ? value : Absent,
        Weight = ListSize.WeightOf(node.Directives),
        DeprecationReason = Deprecation(node.Directives),
        DescriptionSource = () => node.Description,
    };

    /// <summary>https://spec.graphql.org/September2025/#sec--deprecated</summary>
    private static string? Deprecation(DirectiveNode[] directives)
    {
        if (Array.Find(directives, directive => directive.Name == "deprecated") is not { } deprecated) return null;
        return deprecated.Argument("reason")?.Value is StringNode reason ? reason.Value : DirectiveDefinition.DefaultDeprecationReason;
    }
}
