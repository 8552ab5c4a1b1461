using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Types.Introspection;

/// <summary>The meta fields: https://spec.graphql.org/September2025/#sec-Introspection</summary>
internal static class IntrospectionFields
{
    /// <summary><c>__typename</c>; it has no binding, the plan writes the name itself.</summary>
    public static readonly FieldDefinition TypeName = new("__typename", new NonNullType(BuiltInScalars.String), null);

    /// <summary><c>__schema</c> and <c>__type</c>, which only the query root has.</summary>
    public static IEnumerable<FieldDefinition> Root(GraphQLSchema schema)
    {
        yield return new FieldDefinition("__schema", new NonNullType(IntrospectionTypes.Schema),
            new SyncBinding<GraphQLSchema>(() => (_, _, _) => schema, new CompositeFactory<GraphQLSchema>(false, IntrospectionTypes.Schema)));
        yield return new FieldDefinition("__type", IntrospectionTypes.Type,
            new SyncBinding<NamedType?>(() => (_, arguments, _) => schema.Find((string)arguments[0]!), new CompositeFactory<NamedType?>(true, IntrospectionTypes.Type)),
            new InputValueDefinition("name", new NonNullType(BuiltInScalars.String)));
    }
}
