namespace GraphPlatform.GraphQL.Types;

/// <summary>https://spec.graphql.org/September2025/#sec-Type-System.Directives</summary>
internal sealed class DirectiveDefinition(string name, string? description, string[] locations, params InputValueDefinition[] arguments)
{
    /// <summary>The reason of <c>@deprecated</c> when none is given.</summary>
    public const string DefaultDeprecationReason = "No longer supported";

    public string Name { get; } = name;
    public string? Description { get; } = description;
    public string[] Locations { get; } = locations;
    public InputValueDefinition[] Arguments { get; } = arguments;
    public bool IsRepeatable { get; init; }

    /// <summary>The directives that the specification defines: https://spec.graphql.org/September2025/#sec-Type-System.Directives.Built-in-Directives</summary>
    public static DirectiveDefinition[] BuiltIn { get; } =
    [
        new("include", "Includes a field or fragment only when the argument is true.", ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"],
            new InputValueDefinition("if", new NonNullType(BuiltInScalars.Boolean)) { DescriptionSource = () => "Included when true." }),
        new("skip", "Leaves a field or fragment out when the argument is true.", ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"],
            new InputValueDefinition("if", new NonNullType(BuiltInScalars.Boolean)) { DescriptionSource = () => "Left out when true." }),
        new("deprecated", "Marks what is no longer supported.",
            ["FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE"],
            new InputValueDefinition("reason", new NonNullType(BuiltInScalars.String))
            {
                HasDefault = true, Default = DefaultDeprecationReason, DescriptionSource = () => "Why, and what to use instead (Markdown).",
            }),
        new("specifiedBy", "Says where the behaviour of a scalar is specified.", ["SCALAR"],
            new InputValueDefinition("url", new NonNullType(BuiltInScalars.String)) { DescriptionSource = () => "The specification." }),
        new("oneOf", "Marks an input object of which exactly one field must be given, and not null.", ["INPUT_OBJECT"]),
    ];

    /// <summary>Incremental delivery: https://github.com/graphql/graphql-spec/pull/1110</summary>
    public static DirectiveDefinition[] Incremental { get; } =
    [
        new("defer", "Delivers the fields of a fragment after the rest of the response.", ["FRAGMENT_SPREAD", "INLINE_FRAGMENT"], If(), Label()),
        new("stream", "Delivers the items of a list after the rest of the response, as they come.", ["FIELD"], If(), Label(),
            new InputValueDefinition("initialCount", new NonNullType(BuiltInScalars.Int))
            {
                HasDefault = true, Default = 0, DescriptionSource = () => "Items that come with the rest of the response.",
            }),
    ];

    /// <summary>What operations cost: https://ibm.github.io/graphql-specs/cost-spec.html. Weights of fields, arguments and object types are reckoned with.</summary>
    public static DirectiveDefinition[] Cost { get; } =
    [
        new("cost", "What this adds to the cost of an operation.", ["ARGUMENT_DEFINITION", "FIELD_DEFINITION", "OBJECT"],
            new InputValueDefinition("weight", new NonNullType(BuiltInScalars.String)) { DescriptionSource = () => "A number, 0 or more." }),
        new("listSize", "How long a list is taken to be when the cost of an operation is reckoned.", ["FIELD_DEFINITION"],
            new InputValueDefinition("assumedSize", BuiltInScalars.Int) { DescriptionSource = () => "Its size when no argument says it." },
            new InputValueDefinition("slicingArguments", Names()) { DescriptionSource = () => "Arguments that say its size; the largest counts." },
            new InputValueDefinition("sizedFields", Names()) { DescriptionSource = () => "Fields of the returned object that have this size, and not the field itself." },
            new InputValueDefinition("requireOneSlicingArgument", BuiltInScalars.Boolean)
            {
                HasDefault = true, Default = true, DescriptionSource = () => "Exactly one of the slicing arguments must be given.",
            }),
    ];

    private static ListType Names() => new(new NonNullType(BuiltInScalars.String));

    private static InputValueDefinition If() => new("if", new NonNullType(BuiltInScalars.Boolean))
    {
        HasDefault = true, Default = true, DescriptionSource = () => "Only when true.",
    };

    private static InputValueDefinition Label() => new("label", BuiltInScalars.String) { DescriptionSource = () => "Tells this part of the response from others; unique in the document." };
}
