using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>
/// The schema as text: https://spec.graphql.org/September2025/#sec-Type-System-Descriptions. Query, Mutation and Subscription first, then types by name;
/// fields in the order of the code. The same schema always gives the same text.
/// </summary>
public static class SchemaPrinter
{
    /// <summary>Prints all types but those that every schema has.</summary>
    public static string Print(GraphQLSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var roots = new NamedType?[] { schema.Query, schema.Mutation, schema.Subscription }.OfType<NamedType>().ToArray();
        var types = roots.Concat(schema.Types.Where(type => !roots.Contains(type) && !type.Name.StartsWith("__", StringComparison.Ordinal)
            && !BuiltInScalars.Specified.Contains(type)));
        var directives = schema.Directives.Where(directive => !DirectiveDefinition.BuiltIn.Contains(directive)).OrderBy(directive => directive.Name, StringComparer.Ordinal);
        return SyntaxPrinter.Print(new DocumentNode(default, [.. Schema(schema), .. directives.Select(Directive), .. types.Select(Definition)]));
    }

    /// <summary>Left out where it would say what goes without saying: https://spec.graphql.org/September2025/#sec-Root-Operation-Types.Default-Root-Operation-Type-Names</summary>
    private static IEnumerable<TypeSystemNode> Schema(GraphQLSchema schema)
    {
        (OperationKind Kind, string Usual, ObjectType? Type)[] roots =
            [(OperationKind.Query, "Query", schema.Query), (OperationKind.Mutation, "Mutation", schema.Mutation), (OperationKind.Subscription, "Subscription", schema.Subscription)];
        if (schema.Description is null && Array.TrueForAll(roots, root => root.Type is null ? schema.Find(root.Usual) is null : root.Type.Name == root.Usual)) yield break;
        yield return new TypeSystemNode(0, TypeSystemKind.Schema, "")
        {
            Description = schema.Description,
            RootTypes = [.. roots.Where(root => root.Type is not null).Select(root => new RootTypeNode(0, root.Kind, new NamedTypeNode(0, root.Type!.Name)))],
        };
    }

    private static TypeSystemNode Directive(DirectiveDefinition directive) => new(0, TypeSystemKind.Directive, directive.Name)
    {
        Description = directive.Description, Inputs = [.. directive.Arguments.Select(Input)], Repeatable = directive.IsRepeatable, Locations = directive.Locations,
    };

    private static TypeSystemNode Definition(NamedType type) => type switch
    {
        ObjectType each => new TypeSystemNode(0, TypeSystemKind.Object, type.Name)
        {
            Description = type.Description, Directives = Cost(type.Weight), Types = Names(each.Interfaces), Fields = [.. each.Fields.Values.Select(Field)],
        },
        InterfaceType each => new TypeSystemNode(0, TypeSystemKind.Interface, type.Name)
        {
            Description = type.Description, Directives = Cost(type.Weight), Types = Names(each.Interfaces), Fields = [.. each.Fields.Values.Select(Field)],
        },
        UnionType each => new TypeSystemNode(0, TypeSystemKind.Union, type.Name) { Description = type.Description, Types = Names(each.Members) },
        EnumType each => new TypeSystemNode(0, TypeSystemKind.Enum, type.Name)
        {
            Description = type.Description,
            Values = [.. each.Values.Select(value => new EnumValueNode(0, value.Name, Deprecated(value.DeprecationReason), value.Description))],
        },
        InputObjectType each => new TypeSystemNode(0, TypeSystemKind.InputObject, type.Name)
        {
            Description = type.Description,
            Directives = each.IsOneOf ? [new DirectiveNode(0, "oneOf", [])] : [],
            Inputs = [.. each.Fields.Values.Select(Input)],
        },
        ScalarType each => new TypeSystemNode(0, TypeSystemKind.Scalar, type.Name)
        {
            Description = type.Description,
            Directives = each.SpecifiedBy is null ? [] : [new DirectiveNode(0, "specifiedBy", [new ArgumentNode(0, "url", new StringNode(0, each.SpecifiedBy, false))])],
        },
        _ => throw new InvalidOperationException(type.GetType().Name),
    };

    private static NamedTypeNode[] Names(IEnumerable<NamedType> types) =>
        [.. types.Select(type => type.Name).Order(StringComparer.Ordinal).Select(name => new NamedTypeNode(0, name))];

    private static FieldDefinitionNode Field(FieldDefinition field) =>
        new(0, field.Name, [.. field.Arguments.Select(Input)], Reference(field.Type), Directives(field), field.Description);

    /// <summary>A size that comes from how the field pages is not written: everyone who pages knows it.</summary>
    private static DirectiveNode[] Directives(FieldDefinition field) =>
        [.. Deprecated(field.DeprecationReason), .. Cost(field.Weight), .. field.ListSize is { IsDeclared: true } size ? [size.ToDirective()] : Array.Empty<DirectiveNode>()];

    private static InputValueNode Input(InputValueDefinition value) =>
        new(0, value.Name, Reference(value.Type), DefaultLiteral.Of(value), [.. Deprecated(value.DeprecationReason), .. Cost(value.Weight)], value.Description);

    private static TypeNode Reference(GraphQLType type) => type switch
    {
        NonNullType nonNull => new NonNullTypeNode(0, Reference(nonNull.Of)),
        ListType list => new ListTypeNode(0, Reference(list.Of)),
        _ => new NamedTypeNode(0, type.Named.Name),
    };

    private static DirectiveNode[] Cost(double? weight) => weight is null ? [] : [ListSize.CostDirective(weight.Value)];

    private static DirectiveNode[] Deprecated(string? reason) =>
        reason is null ? [] : [new DirectiveNode(0, "deprecated", [new ArgumentNode(0, "reason", new StringNode(0, reason, false))])];
}
