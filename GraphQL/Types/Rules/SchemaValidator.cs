namespace GraphPlatform.GraphQL.Types.Rules;

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

        CheckRoots(schema, problems);
        foreach (var directive in schema.Directives) CheckDirective(directive, problems);
        var infinite = InputRules.Infinite(schema.Types).ToList();
        foreach (var type in infinite) problems.Add($"The input {type.Name} needs itself: no value of it can be written.");
        foreach (var field in InputRules.CyclicDefaults(schema.Types)) problems.Add($"The default of {field} contains itself.");
        return problems.Count == 0 ? schema : throw new GraphQLSchemaException([.. problems.Distinct()]);
    }

    private static void CheckFields(GraphQLSchema schema, FieldsType type, List<string> problems)
    {
        if (type.Fields.Count == 0) problems.Add($"{type.Name} has no fields.");
        foreach (var field in type.Fields.Values)
        {
            CheckName($"{type.Name}.{field.Name}", field.Name, problems);
            if (!field.Type.IsOutput) problems.Add($"{type.Name}.{field.Name} is of the input type {field.Type}.");
            CheckArguments($"{type.Name}.{field.Name}", field.Arguments, problems);
        }

        foreach (var implemented in type.Interfaces) InterfaceConformance.Check(schema, type, implemented, problems);
    }

    private static void CheckArguments(string owner, InputValueDefinition[] arguments, List<string> problems)
    {
        foreach (var argument in arguments) CheckInputValue($"{owner}({argument.Name}:)", argument, problems);
        foreach (var twice in arguments.GroupBy(argument => argument.Name).Where(group => group.Count() > 1))
            problems.Add($"{owner} has two arguments called {twice.Key}.");
    }

    private static void CheckInputValue(string place, InputValueDefinition value, List<string> problems)
    {
        CheckName(place, value.Name, problems);
        if (!value.Type.IsInput) problems.Add($"{place} is of the output type {value.Type}.");
        else if (value.DefaultNode is not null) LiteralRules.Check(value.Type, value.DefaultNode, $"The default of {place}", problems);
        if (value.IsRequired && value.DeprecationReason is not null) problems.Add($"{place} is required and cannot be deprecated.");
    }

    /// <summary>https://spec.graphql.org/September2025/#sec-Root-Operation-Types</summary>
    private static void CheckRoots(GraphQLSchema schema, List<string> problems)
    {
        var roots = new[] { schema.Query, schema.Mutation, schema.Subscription }.OfType<ObjectType>().ToArray();
        foreach (var twice in roots.GroupBy(root => root).Where(group => group.Count() > 1))
            problems.Add($"{twice.Key.Name} is the type of several kinds of operation: each needs one of its own.");
    }

    /// <summary>https://spec.graphql.org/September2025/#sec-Type-System.Directives.Type-Validation</summary>
    private static void CheckDirective(DirectiveDefinition directive, List<string> problems)
    {
        CheckName($"@{directive.Name}", directive.Name, problems);
        CheckArguments($"@{directive.Name}", directive.Arguments, problems);
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
            CheckInputValue($"{type.Name}.{field.Name}", field, problems);
            if (type.IsOneOf && (field.Type.IsNonNull || field.HasDefault)) problems.Add($"{type.Name}.{field.Name}: fields of a oneOf input are nullable and have no default.");
        }
    }

    private static void CheckName(string place, string name, List<string> problems)
    {
        if (!IsName(name)) problems.Add($"{place}: \"{name}\" is not a name.");
        else if (name.StartsWith("__", StringComparison.Ordinal)) problems.Add($"{place}: names that begin with two underscores are reserved.");
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
