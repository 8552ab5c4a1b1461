namespace GraphPlatform.GraphQL.Types.Rules;

/// <summary>IsValidImplementation(): https://spec.graphql.org/September2025/#IsValidImplementation()</summary>
internal static class InterfaceConformance
{
    public static void Check(GraphQLSchema schema, FieldsType type, InterfaceType implemented, List<string> problems)
    {
        foreach (var parent in implemented.Interfaces)
        {
            if (parent == type) problems.Add($"{type.Name} and {implemented.Name} implement each other.");
            else if (!type.Implements(parent)) problems.Add($"{type.Name} implements {implemented.Name} and so must implement {parent.Name}.");
        }

        foreach (var promised in implemented.Fields.Values)
        {
            if (!type.Fields.TryGetValue(promised.Name, out var field))
            {
                problems.Add($"{type.Name} implements {implemented.Name} but has no field {promised.Name}.");
                continue;
            }

            if (!IsSubtype(schema, field.Type, promised.Type))
                problems.Add($"{type.Name}.{field.Name} is {field.Type}, but {implemented.Name} promises {promised.Type}.");
            if (field.DeprecationReason is not null && promised.DeprecationReason is null)
                problems.Add($"{type.Name}.{field.Name} is deprecated, but {implemented.Name}.{field.Name} is not.");
            foreach (var argument in promised.Arguments)
            {
                var own = field.Argument(argument.Name);
                if (own is null) problems.Add($"{type.Name}.{field.Name} lacks the argument {argument.Name} of {implemented.Name}.");
                else if (own.Type.ToString() != argument.Type.ToString()) problems.Add($"{type.Name}.{field.Name}({own.Name}:) is {own.Type}, but {argument.Type} in {implemented.Name}.");
            }

            foreach (var own in field.Arguments)
                if (promised.Argument(own.Name) is null && own.IsRequired) problems.Add($"{type.Name}.{field.Name}({own.Name}:) is required, but {implemented.Name} does not have it.");
        }
    }

    private static bool IsSubtype(GraphQLSchema schema, GraphQLType type, GraphQLType of) => (type, of) switch
    {
        (NonNullType a, NonNullType b) => IsSubtype(schema, a.Of, b.Of),
        (NonNullType a, _) => IsSubtype(schema, a.Of, of),
        (ListType a, ListType b) => IsSubtype(schema, a.Of, b.Of),
        (ObjectType a, NamedType { IsAbstract: true } b) => schema.IsPossible(b, a),
        (InterfaceType a, InterfaceType b) => a == b || a.Implements(b),
        _ => type == of,
    };
}
