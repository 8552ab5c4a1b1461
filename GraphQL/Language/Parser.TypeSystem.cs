namespace GraphPlatform.GraphQL.Language;

/// <summary>Type definitions and extensions: https://spec.graphql.org/September2025/#sec-Type-System</summary>
internal ref partial struct Parser
{
    /// <summary>https://spec.graphql.org/September2025/#DirectiveLocations</summary>
    public static readonly string[] DirectiveLocations =
    [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT",
        "INPUT_FIELD_DEFINITION",
    ];

    private TypeSystemNode? ParseTypeSystem(int start, string word, string? description)
    {
        var extension = word == "extend";
        if (extension)
        {
            if (description is not null) throw Unexpected("a definition: an extension has no description");
            Advance();
            word = token.Kind == TokenKind.Name ? Text(token) : "";
        }

        TypeSystemKind? kind = word switch
        {
            "schema" => TypeSystemKind.Schema,
            "scalar" => TypeSystemKind.Scalar,
            "type" => TypeSystemKind.Object,
            "interface" => TypeSystemKind.Interface,
            "union" => TypeSystemKind.Union,
            "enum" => TypeSystemKind.Enum,
            "input" => TypeSystemKind.InputObject,
            "directive" when !extension => TypeSystemKind.Directive,
            _ => null,
        };
        if (kind is null) return extension ? throw Unexpected("the kind of type that is extended") : null;
        Advance();
        if (kind == TypeSystemKind.Directive) return ParseDirectiveDefinition(start, description);
        var name = kind == TypeSystemKind.Schema ? "" : ParseName("the type's name");
        var implements = kind is TypeSystemKind.Object or TypeSystemKind.Interface && SkipKeyword("implements")
            ? ParseNamedTypes(TokenKind.Ampersand) : [];
        var directives = ParseDirectives(constant: true);
        if (kind == TypeSystemKind.Union && Skip(TokenKind.EqualsSign)) implements = ParseNamedTypes(TokenKind.Pipe);
        var body = token.Kind == TokenKind.BraceLeft && kind is not (TypeSystemKind.Scalar or TypeSystemKind.Union);
        if (extension && !body && directives.Length == 0 && implements.Length == 0) throw Unexpected("what the extension adds");
        return new TypeSystemNode(start, kind.Value, name)
        {
            IsExtension = extension,
            Description = description,
            Directives = directives,
            Types = implements,
            RootTypes = kind == TypeSystemKind.Schema && (body || !extension) ? ParseRootTypes() : [],
            Fields = kind is TypeSystemKind.Object or TypeSystemKind.Interface && body ? ParseFieldDefinitions() : [],
            Inputs = kind == TypeSystemKind.InputObject && body ? ParseInputValues(TokenKind.BraceLeft, TokenKind.BraceRight) : [],
            Values = kind == TypeSystemKind.Enum && body ? ParseEnumValues() : [],
        };
    }

    private TypeSystemNode ParseDirectiveDefinition(int start, string? description)
    {
        Expect(TokenKind.At);
        var name = ParseName("the directive's name");
        var arguments = ParseInputValues(TokenKind.ParenLeft, TokenKind.ParenRight);
        var repeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        var locations = new List<string>();
        Skip(TokenKind.Pipe);
        do
        {
            if (token.Kind != TokenKind.Name || Array.IndexOf(DirectiveLocations, Text(token)) < 0) throw Unexpected("a directive location, such as FIELD");
            locations.Add(ParseName());
        }
        while (Skip(TokenKind.Pipe));
        return new TypeSystemNode(start, TypeSystemKind.Directive, name)
        {
            Description = description, Inputs = arguments, Repeatable = repeatable, Locations = [.. locations],
        };
    }

    private NamedTypeNode[] ParseNamedTypes(TokenKind separator)
    {
        Skip(separator);
        var types = new List<NamedTypeNode>();
        do types.Add(ParseNamedType());
        while (Skip(separator));
        return [.. types];
    }

    private RootTypeNode[] ParseRootTypes()
    {
        Expect(TokenKind.BraceLeft);
        var types = new List<RootTypeNode>();
        do
        {
            var start = token.Start;
            if (token.Kind != TokenKind.Name || OperationKindOf(Text(token)) is not { } kind)
                throw Unexpected("\"query\", \"mutation\" or \"subscription\"");
            Advance();
            Expect(TokenKind.Colon);
            types.Add(new RootTypeNode(start, kind, ParseNamedType()));
        }
        while (!Skip(TokenKind.BraceRight));
        return [.. types];
    }

    private FieldDefinitionNode[] ParseFieldDefinitions()
    {
        Expect(TokenKind.BraceLeft);
        var fields = new List<FieldDefinitionNode>();
        do
        {
            var start = token.Start;
            var description = ParseDescription();
            var name = ParseName("a field or \"}\"");
            var arguments = ParseInputValues(TokenKind.ParenLeft, TokenKind.ParenRight);
            Expect(TokenKind.Colon);
            var type = ParseType();
            fields.Add(new FieldDefinitionNode(start, name, arguments, type, ParseDirectives(constant: true), description));
        }
        while (!Skip(TokenKind.BraceRight));
        return [.. fields];
    }

    private InputValueNode[] ParseInputValues(TokenKind open, TokenKind close)
    {
        if (!Skip(open)) return [];
        var inputs = new List<InputValueNode>();
        do
        {
            var start = token.Start;
            var description = ParseDescription();
            var name = ParseName($"an input value or {close.Describe()}");
            Expect(TokenKind.Colon);
            var type = ParseType();
            var defaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(constant: true) : null;
            inputs.Add(new InputValueNode(start, name, type, defaultValue, ParseDirectives(constant: true), description));
        }
        while (!Skip(close));
        return [.. inputs];
    }

    private EnumValueNode[] ParseEnumValues()
    {
        Expect(TokenKind.BraceLeft);
        var values = new List<EnumValueNode>();
        do
        {
            var start = token.Start;
            var description = ParseDescription();
            if (token.Kind == TokenKind.Name && Text(token) is "true" or "false" or "null") throw Unexpected("an enum value");
            var name = ParseName("an enum value or \"}\"");
            values.Add(new EnumValueNode(start, name, ParseDirectives(constant: true), description));
        }
        while (!Skip(TokenKind.BraceRight));
        return [.. values];
    }
}
