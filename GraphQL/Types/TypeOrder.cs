namespace GraphPlatform.GraphQL.Types;

/// <summary>The types that a schema shows, and in which order.</summary>
internal static class TypeOrder
{
    /// <summary>
    /// All types as they are given, but built-in scalars where the first type refers to them, and those that nothing refers to not at all:
    /// https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars
    /// </summary>
    public static List<NamedType> Of(IEnumerable<NamedType> types, IEnumerable<DirectiveDefinition> directives)
    {
        var order = new List<NamedType>();
        var shown = new HashSet<NamedType>();
        var own = types.Where(type => !BuiltInScalars.Specified.Contains(type)).ToLookup(type => Introspection.IntrospectionTypes.All.Contains(type));
        foreach (var type in own[false]) Add(type);
        foreach (var directive in directives)
            foreach (var argument in directive.Arguments) AddScalar(argument.Type);
        foreach (var type in own[true]) Add(type);
        return order;

        void Add(NamedType type)
        {
            order.Add(type);
            foreach (var reference in References(type)) AddScalar(reference);
        }

        void AddScalar(GraphQLType reference)
        {
            if (BuiltInScalars.Specified.Contains(reference.Named) && shown.Add(reference.Named)) order.Add(reference.Named);
        }
    }

    private static IEnumerable<GraphQLType> References(NamedType type)
    {
        if (type is InputObjectType input)
            foreach (var field in input.Fields.Values) yield return field.Type;
        if (type is not FieldsType fields) yield break;
        foreach (var field in fields.Fields.Values)
        {
            yield return field.Type;
            foreach (var argument in field.Arguments) yield return argument.Type;
        }
    }
}
