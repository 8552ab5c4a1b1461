using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.Types.Rules;
using GraphPlatform.GraphQL.Types.Introspection;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>Makes a schema from type definitions: first every type by its name, then what refers to types, then the rules of the whole.</summary>
internal sealed class SdlAssembler
{
    private readonly SdlDocument document;
    private readonly SdlResolvers resolvers;
    private readonly SdlProblems problems;
    private readonly SdlMembers members;
    private readonly OrderedDictionary<string, NamedType> types = [];

    public SdlAssembler(SdlDocument document, SdlResolvers resolvers)
    {
        (this.document, this.resolvers, problems) = (document, resolvers, document.Problems);
        members = new SdlMembers(problems, types.GetValueOrDefault, () => types.Keys);
    }

    public GraphQLSchema Assemble()
    {
        foreach (var definition in document.Types.Values)
            if (Create(definition) is { } type) types.TryAdd(type.Name, type);
        foreach (var scalar in BuiltInScalars.Specified) types.TryAdd(scalar.Name, scalar);
        foreach (var definition in document.Types.Values) Complete(definition);
        foreach (var type in IntrospectionTypes.All)
            if (!types.TryAdd(type.Name, type)) problems.Add($"{type.Name} is a type of introspection.", document.Types[type.Name].Start);

        var directives = document.Directives.Values.Select(members.Directive).ToList();
        directives.AddRange(DirectiveDefinition.BuiltIn.Where(builtIn => !document.Directives.ContainsKey(builtIn.Name)));
        var query = Root(OperationKind.Query, "Query");
        var mutation = Root(OperationKind.Mutation, "Mutation");
        var subscription = Root(OperationKind.Subscription, "Subscription");
        if (query is null && !HasRoot(OperationKind.Query))
            problems.List.Add("There is no query type: define a type called Query, or name one in a schema definition.");

        var schema = new GraphQLSchema(query ?? new ObjectType("Query"), mutation, subscription, types.Values, [.. directives], new Dictionary<Type, ObjectType>())
        {
            Description = document.Schema?.Description, KeepsOrder = true,
        };
        new AppliedDirectives(schema, problems).Check(document);
        resolvers.Check(schema, problems.List);
        if (query is null) throw new GraphQLSchemaException(problems.List);
        return SchemaValidator.Checked(schema, problems.List);
    }

    private NamedType? Create(SdlDefinition definition)
    {
        var name = definition.Name;
        string? Description() => definition.Description;
        // Who writes out the scalars that every schema has says nothing new.
        if (BuiltInScalars.Specified.FirstOrDefault(scalar => scalar.Name == name) is { } builtIn)
        {
            if (definition.Kind != TypeSystemKind.Scalar) problems.Add($"{name} is a scalar that every schema has.", definition.Start);
            return builtIn;
        }

        return definition.Kind switch
        {
            TypeSystemKind.Scalar => DynamicScalar.Create(name, definition),
            TypeSystemKind.Object => new ObjectType(name) { DescriptionSource = Description, Weight = ListSize.WeightOf([.. definition.Directives]) },
            TypeSystemKind.Interface => new InterfaceType(name) { DescriptionSource = Description },
            TypeSystemKind.Union => new UnionType(name) { DescriptionSource = Description },
            TypeSystemKind.Enum => new EnumType(name,
                [.. problems.Unique(definition.Values, value => value.Name, $"{name} has the value").Select(SdlMembers.EnumValue)]) { DescriptionSource = Description },
            TypeSystemKind.InputObject => new InputObjectType(name) { IsOneOf = definition.Directive("oneOf") is not null, DescriptionSource = Description },
            _ => null,
        };
    }

    private void Complete(SdlDefinition definition)
    {
        switch (types[definition.Name])
        {
            case FieldsType type:
                type.Interfaces.AddRange(Distinct<InterfaceType>(definition, "implements"));
                if (type.Interfaces.Remove((type as InterfaceType)!)) problems.Add($"{type.Name} implements itself.", definition.Start);
                foreach (var field in problems.Unique(definition.Fields, field => field.Name, $"{type.Name} has the field"))
                {
                    type.Fields.Add(field.Name, members.Field(type.Name, field,
                        (fieldType, arguments) => type is ObjectType ? resolvers.Bind(type.Name, field.Name, fieldType, arguments, IsSubscription(type.Name)) : null));
                }

                break;
            case UnionType union:
                union.Members.AddRange(Distinct<ObjectType>(definition, "has the member"));
                break;
            case InputObjectType input:
                foreach (var field in members.Inputs($"{input.Name} has the field", definition.Inputs)) input.Fields.Add(field.Name, field);
                input.Create = (values, given) => DynamicInput.Create(input, values, given);
                break;
        }
    }

    private IEnumerable<T> Distinct<T>(SdlDefinition definition, string verb) where T : NamedType
    {
        foreach (var node in problems.Unique(definition.Types, type => type.Name, $"{definition.Name} {verb}"))
        {
            var type = members.Named(node);
            if (type is T wanted) yield return wanted;
            else if (type is not null) problems.Add($"{definition.Name} {verb} {node.Name}, which is no {(typeof(T) == typeof(ObjectType) ? "object type" : "interface")}.", node.Start);
        }
    }

    private bool IsSubscription(string typeName) => RootName(OperationKind.Subscription, "Subscription") == typeName;

    private bool HasRoot(OperationKind kind) => document.Schema?.RootTypes.Any(root => root.Kind == kind) == true;

    /// <summary>Who defines the schema says its roots; otherwise they are known by their names. https://spec.graphql.org/September2025/#sec-Root-Operation-Types.Default-Root-Operation-Type-Names</summary>
    private string? RootName(OperationKind kind, string usual) =>
        document.Schema?.RootTypes.FirstOrDefault(root => root.Kind == kind)?.Type.Name ?? (document.DefinesSchema ? null : usual);

    private ObjectType? Root(OperationKind kind, string usual)
    {
        var written = document.Schema?.RootTypes.Where(root => root.Kind == kind).ToArray() ?? [];
        foreach (var again in written.Skip(1)) problems.Add($"The schema has two {kind.ToString().ToLowerInvariant()} types.", again.Start);
        if (written.Length == 0)
        {
            if (RootName(kind, usual) is not { } name || !types.TryGetValue(name, out var found)) return null;
            if (found is not ObjectType) problems.Add($"The {kind.ToString().ToLowerInvariant()} type {name} is no object type.", document.Types[name].Start);
            return found as ObjectType;
        }

        var type = members.Named(written[0].Type);
        if (type is not null and not ObjectType) problems.Add($"The {kind.ToString().ToLowerInvariant()} type {type.Name} is no object type.", written[0].Start);
        return type as ObjectType;
    }
}
