namespace GraphPlatform.GraphQL.Types;

/// <summary>The rules that a schema must follow: "Type Validation" of each kind of type, https://spec.graphql.org/September2025/#sec-Schema.Type-Validation</summary>
internal static class SchemaValidator
{
    /// <summary>The schema, or an exception with every problem.</summary>
    public static GraphQLSchema Checked(GraphQLSchema schema, List<string> problems)
    {
        foreach (var type in schema.Types)
        {
            if (type.Name.StartsWith("__", StringComparison.Ordinal) && !Introspection.IntrospectionTypes.All.Contains(type)) problems.Add($"{type.Name}: names that begin with two underscores are reserved.");
            if (!IsName(type.Name)) problems.Add($"\"{type.Name}\" is not a name.");
            switch (type)
            {
                case FieldsType fields: CheckFields(schema, fields, problems); break;
                case UnionType { Members.Count: 0 }: problems.Add($"The union {type.Name} has no members."); break;
                case EnumType enumeration: CheckEnum(enumeration, problems); break;
                case InputObjectType input: CheckInput(input, problems); break;
            }
        }

        return problems.Count == 0 ? schema : throw new GraphQLSchemaException([.. problems.Distinct()]);
    }

    private static void CheckFields(GraphQLSchema schema, FieldsType type, List<string> problems)
    {
        if (type.Fields.Count == 0) problems.Add($"{type.Name} has no fields.");
        foreach (var field in type.Fields.Values)
        {
            CheckName($"{type.Name}.{field.Name}", field.Name, problems);
            if (!field.Type.IsOutput) problems.Add($"{type.Name}.{field.Name} is of the input type {field.Type}.");
            foreach (var argument in field.Arguments)
            {
                var place = $"{type.Name}.{field.Name}({argument.Name}:)";
                CheckName(place, argument.Name, problems);
                if (!argument.Type.IsInput) problems.Add($"{place} is of the output type {argument.Type}.");
                if (argument.IsRequired && argument.DeprecationReason is not null) problems.Add($"{place} is required and cannot be deprecated.");
            }

            foreach (var twice in field.Arguments.GroupBy(argument => argument.Name).Where(group => group.Count() > 1))
                problems.Add($"{type.Name}.{field.Name} has two arguments called {twice.Key}.");
        }

        foreach (var implemented in type.Interfaces) InterfaceConformance.Check(schema, type, implemented, problems);
    }

    private static void CheckEnum(EnumType type, List<string> problems)
    {
        if (type.Values.Count == 0) problems.Add($"The enum {type.Name} has no values.");
        foreach (var value in type.Values)
        {
            CheckName($"{type.Name}.{value.Name}", value.Name, problems);
            if (value.Name is "true" or "false" or "null") problems.Add($"{type.Name}.{value.Name}: an enum value cannot have this name.");
        }
    }

    private static void CheckInput(InputObjectType type, List<string> problems)
    {
        if (type.Fields.Count == 0) problems.Add($"The input {type.Name} has no fields.");
        foreach (var field in type.Fields.Values)
        {
            CheckName($"{type.Name}.{field.Name}", field.Name, problems);
            if (!field.Type.IsInput) problems.Add($"{type.Name}.{field.Name} is of the output type {field.Type}.");
            if (field.IsRequired && field.DeprecationReason is not null) problems.Add($"{type.Name}.{field.Name} is required and cannot be deprecated.");
            if (type.IsOneOf && (field.Type.IsNonNull || field.HasDefault)) problems.Add($"{type.Name}.{field.Name}: fields of a oneOf input are nullable and have no default.");
        }

        if (ReferencesItself(type, type, [])) problems.Add($"The input {type.Name} needs itself: no value of it can be written.");
    }

    /// <summary>A chain of non-null fields that leads back: https://spec.graphql.org/September2025/#sec-Input-Objects.Circular-References</summary>
    private static bool ReferencesItself(InputObjectType start, InputObjectType type, HashSet<InputObjectType> seen)
    {
        foreach (var field in type.Fields.Values)
        {
            if (field.Type is not NonNullType { Of: InputObjectType next }) continue;
            if (next == start || (seen.Add(next) && ReferencesItself(start, next, seen))) return true;
        }

        return false;
    }

    private static void CheckName(string place, string name, List<string> problems)
    {
        if (!IsName(name)) problems.Add($"{place}: \"{name}\" is not a name.");
        else if (name.StartsWith("__", StringComparison.Ordinal)) problems.Add($"{place}: names that begin with two underscores are reserved.");
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
