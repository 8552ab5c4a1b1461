using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types.Introspection;

/// <summary>The types of the introspection schema: https://spec.graphql.org/September2025/#sec-Schema-Introspection.Schema-Introspection-Schema</summary>
internal static class IntrospectionTypes
{
    public static readonly EnumType TypeKind = new("__TypeKind",
        [.. new[] { "SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL" }.Select(name => new EnumValueDefinition(name, name))])
    {
        DescriptionSource = () => "Which kind of type a `__Type` is.",
    };

    public static readonly EnumType DirectiveLocation = new("__DirectiveLocation",
        [.. Parser.DirectiveLocations.Select(name => new EnumValueDefinition(name, name))])
    {
        DescriptionSource = () => "A place where a directive may stand.",
    };

    public static readonly ObjectType Schema = new("__Schema") { DescriptionSource = () => "What the server offers." };
    public static readonly ObjectType Type = new("__Type") { DescriptionSource = () => "A type: named, a list or a non-null." };
    public static readonly ObjectType Field = new("__Field") { DescriptionSource = () => "A field of an object or interface." };
    public static readonly ObjectType InputValue = new("__InputValue") { DescriptionSource = () => "An argument or a field of an input object." };
    public static readonly ObjectType EnumValue = new("__EnumValue") { DescriptionSource = () => "A value of an enum." };
    public static readonly ObjectType Directive = new("__Directive") { DescriptionSource = () => "A directive that documents may use." };

    public static readonly NamedType[] All = [Schema, Type, TypeKind, Field, InputValue, EnumValue, Directive, DirectiveLocation];

    private static readonly InputValueDefinition IncludeDeprecated =
        new("includeDeprecated", new NonNullType(BuiltInScalars.Boolean)) { HasDefault = true, Default = false };

    static IntrospectionTypes()
    {
        Text<GraphQLSchema>(Schema, "description", schema => schema.Description);
        List<GraphQLSchema, NamedType>(Schema, "types", Type, schema => schema.Types, nullable: false);
        Object<GraphQLSchema, NamedType>(Schema, "queryType", Type, schema => schema.Query, nullable: false);
        Object<GraphQLSchema, NamedType?>(Schema, "mutationType", Type, schema => schema.Mutation);
        Object<GraphQLSchema, NamedType?>(Schema, "subscriptionType", Type, schema => schema.Subscription);
        List<GraphQLSchema, DirectiveDefinition>(Schema, "directives", Directive, schema => schema.Directives, nullable: false);

        Enum<GraphQLType>(Type, "kind", TypeKind, KindOf);
        Text<GraphQLType>(Type, "name", type => (type as NamedType)?.Name);
        Text<GraphQLType>(Type, "description", type => (type as NamedType)?.Description);
        Text<GraphQLType>(Type, "specifiedByURL", type => (type as ScalarType)?.SpecifiedBy);
        List<GraphQLType, FieldDefinition>(Type, "fields", Field, (type, deprecated) => (type as FieldsType)?.Fields.Values.Where(field => deprecated || field.DeprecationReason is null));
        Ordered("interfaces", (type, _) => (type as FieldsType)?.Interfaces);
        Ordered("possibleTypes", (type, schema) => type is NamedType { IsAbstract: true } named ? schema.PossibleTypes(named) : null);
        List<GraphQLType, EnumValueDefinition>(Type, "enumValues", EnumValue, (type, deprecated) => (type as EnumType)?.Values.Where(value => deprecated || value.DeprecationReason is null));
        List<GraphQLType, InputValueDefinition>(Type, "inputFields", InputValue, (type, deprecated) => (type as InputObjectType)?.Fields.Values.Where(field => deprecated || field.DeprecationReason is null));
        Object<GraphQLType, GraphQLType?>(Type, "ofType", Type, type => type switch
        {
            NonNullType nonNull => nonNull.Of,
            ListType list => list.Of,
            _ => null,
        });
        Boolean<GraphQLType>(Type, "isOneOf", type => (type as InputObjectType)?.IsOneOf);

        Name<FieldDefinition>(Field, field => field.Name);
        Text<FieldDefinition>(Field, "description", field => field.Description);
        List<FieldDefinition, InputValueDefinition>(Field, "args", InputValue, (field, deprecated) => field.Arguments.Where(each => deprecated || each.DeprecationReason is null), nullable: false);
        Object<FieldDefinition, GraphQLType>(Field, "type", Type, field => field.Type, nullable: false);
        Deprecation<FieldDefinition>(Field, field => field.DeprecationReason);

        Name<InputValueDefinition>(InputValue, value => value.Name);
        Text<InputValueDefinition>(InputValue, "description", value => value.Description);
        Object<InputValueDefinition, GraphQLType>(InputValue, "type", Type, value => value.Type, nullable: false);
        Text<InputValueDefinition>(InputValue, "defaultValue", DefaultLiteral.Print);
        Deprecation<InputValueDefinition>(InputValue, value => value.DeprecationReason);

        Name<EnumValueDefinition>(EnumValue, value => value.Name);
        Text<EnumValueDefinition>(EnumValue, "description", value => value.Description);
        Deprecation<EnumValueDefinition>(EnumValue, value => value.DeprecationReason);

        Name<DirectiveDefinition>(Directive, directive => directive.Name);
        Text<DirectiveDefinition>(Directive, "description", directive => directive.Description);
        Boolean<DirectiveDefinition>(Directive, "isRepeatable", directive => directive.IsRepeatable, nullable: false);
        Directive.Fields["locations"] = new FieldDefinition("locations", new NonNullType(new ListType(new NonNullType(DirectiveLocation))),
            new SyncBinding<IEnumerable<string>>(() => (parent, _, _) => ((DirectiveDefinition)parent!).Locations,
                new ListFactory<IEnumerable<string>, string>(false, new LeafFactory<string>(new EnumCompleter<string>(false, DirectiveLocation)))));
        List<DirectiveDefinition, InputValueDefinition>(Directive, "args", InputValue, (directive, deprecated) => directive.Arguments.Where(each => deprecated || each.DeprecationReason is null), nullable: false);
    }

    private static string KindOf(GraphQLType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };

    private static void Name<T>(ObjectType type, Func<T, string> get) =>
        type.Fields["name"] = new FieldDefinition("name", new NonNullType(BuiltInScalars.String), new SyncBinding<string>(
            () => (parent, _, _) => get((T)parent!), new LeafFactory<string>(new LeafCompleter<string>(false, (output, value) => output.String(value)))));

    private static void Text<T>(ObjectType type, string name, Func<T, string?> get) =>
        type.Fields[name] = new FieldDefinition(name, BuiltInScalars.String, new SyncBinding<string?>(
            () => (parent, _, _) => get((T)parent!), new LeafFactory<string?>(new LeafCompleter<string?>(true, (output, value) => output.String(value)))));

    private static void Boolean<T>(ObjectType type, string name, Func<T, bool?> get, bool nullable = true) =>
        type.Fields[name] = new FieldDefinition(name, nullable ? BuiltInScalars.Boolean : new NonNullType(BuiltInScalars.Boolean), new SyncBinding<bool?>(
            () => (parent, _, _) => get((T)parent!), new NullableFactory<bool>(new LeafFactory<bool>(new LeafCompleter<bool>(false, (output, value) => output.Boolean(value))))));

    private static void Enum<T>(ObjectType type, string name, EnumType enumeration, Func<T, string> get) =>
        type.Fields[name] = new FieldDefinition(name, new NonNullType(enumeration), new SyncBinding<string>(
            () => (parent, _, _) => get((T)parent!), new LeafFactory<string>(new EnumCompleter<string>(false, enumeration))));

    private static void Object<T, TValue>(ObjectType type, string name, ObjectType valueType, Func<T, TValue> get, bool nullable = true) =>
        type.Fields[name] = new FieldDefinition(name, nullable ? valueType : new NonNullType(valueType),
            new SyncBinding<TValue>(() => (parent, _, _) => get((T)parent!), new CompositeFactory<TValue>(nullable, valueType)));

    private static void List<T, TItem>(ObjectType type, string name, ObjectType itemType, Func<T, IEnumerable<TItem>?> get, bool nullable = true) =>
        AddList<TItem>(type, name, itemType, (parent, _) => get((T)parent), nullable);

    private static void List<T, TItem>(ObjectType type, string name, ObjectType itemType, Func<T, bool, IEnumerable<TItem>?> get, bool nullable = true) =>
        AddList<TItem>(type, name, itemType, (parent, arguments) => get((T)parent, (bool)arguments[0]!), nullable, IncludeDeprecated);

    private static void AddList<TItem>(
        ObjectType type, string name, ObjectType itemType, Func<object, object?[], IEnumerable<TItem>?> get, bool nullable, params InputValueDefinition[] arguments)
    {
        var list = new ListType(new NonNullType(itemType));
        var factory = new ListFactory<IEnumerable<TItem>, TItem>(nullable, new CompositeFactory<TItem>(false, itemType));
        type.Fields[name] = new FieldDefinition(name, nullable ? list : new NonNullType(list),
            new SyncBinding<IEnumerable<TItem>?>(() => (parent, values, _) => get(parent!, values), factory!), arguments);
    }

    /// <summary>Types of a type, in the order that the schema shows types in.</summary>
    private static void Ordered(string name, Func<GraphQLType, GraphQLSchema, IEnumerable<NamedType>?> get) =>
        Type.Fields[name] = new FieldDefinition(name, new ListType(new NonNullType(Type)), new SyncBinding<IEnumerable<NamedType>?>(
            () => (parent, _, run) => get((GraphQLType)parent!, run.Operation.Schema) is { } types ? run.Operation.Schema.InOrder(types) : null,
            new ListFactory<IEnumerable<NamedType>, NamedType>(true, new CompositeFactory<NamedType>(false, Type))!));

    private static void Deprecation<T>(ObjectType type, Func<T, string?> reason)
    {
        Boolean<T>(type, "isDeprecated", each => reason(each) is not null, nullable: false);
        Text(type, "deprecationReason", reason);
    }
}
