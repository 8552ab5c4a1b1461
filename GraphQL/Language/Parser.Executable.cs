namespace GraphPlatform.GraphQL.Language;

/// <summary>Operations, selections, fragments and type references.</summary>
internal ref partial struct Parser
{
    private OperationNode ParseOperation(int start, OperationKind kind, string? description)
    {
        Advance();
        var name = token.Kind == TokenKind.Name ? ParseName() : null;
        VariableDefinitionNode[] variables = [];
        if (Skip(TokenKind.ParenLeft))
        {
            var list = new List<VariableDefinitionNode>();
            do list.Add(ParseVariableDefinition());
            while (!Skip(TokenKind.ParenRight));
            variables = [.. list];
        }

        return new OperationNode(start, kind, name, variables, ParseDirectives(constant: false), ParseSelectionSet(), description);
    }

    private VariableDefinitionNode ParseVariableDefinition()
    {
        var start = token.Start;
        var description = ParseDescription();
        if (token.Kind != TokenKind.Dollar) throw Unexpected("a variable (\"$name: Type\") or \")\"");
        Advance();
        var name = ParseName("the variable's name");
        Expect(TokenKind.Colon);
        var type = ParseType();
        var defaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(constant: true) : null;
        return new VariableDefinitionNode(start, name, type, defaultValue, ParseDirectives(constant: true), description);
    }

    private FragmentNode ParseFragment(int start, string? description)
    {
        Advance();
        if (token.Kind == TokenKind.Name && Text(token) == "on") throw Unexpected("the fragment's name");
        var name = ParseName("the fragment's name");
        ExpectKeyword("on");
        var type = ParseNamedType();
        return new FragmentNode(start, name, type, ParseDirectives(constant: false), ParseSelectionSet(), description);
    }

    private SelectionSetNode ParseSelectionSet()
    {
        var start = token.Start;
        Expect(TokenKind.BraceLeft);
        Nest();
        var selections = new List<SelectionNode>();
        do selections.Add(ParseSelection());
        while (!Skip(TokenKind.BraceRight));
        Unnest();
        return new SelectionSetNode(start, [.. selections]);
    }

    private SelectionNode ParseSelection()
    {
        if (token.Kind == TokenKind.Spread) return ParseSpread();
        var start = token.Start;
        var name = ParseName("a field, a fragment or \"}\"");
        string? alias = null;
        if (Skip(TokenKind.Colon))
        {
            alias = name;
            name = ParseName("the field's name after its alias");
        }

        var arguments = ParseArguments(constant: false);
        var directives = ParseDirectives(constant: false);
        return new FieldNode(start, alias, name, arguments, directives, token.Kind == TokenKind.BraceLeft ? ParseSelectionSet() : null);
    }

    private SelectionNode ParseSpread()
    {
        var start = token.Start;
        Advance();
        if (token.Kind == TokenKind.Name && Text(token) != "on")
        {
            var name = ParseName();
            return new FragmentSpreadNode(start, name, ParseDirectives(constant: false));
        }

        var type = SkipKeyword("on") ? ParseNamedType() : null;
        var directives = ParseDirectives(constant: false);
        return new InlineFragmentNode(start, type, directives, ParseSelectionSet());
    }

    private ArgumentNode[] ParseArguments(bool constant)
    {
        if (!Skip(TokenKind.ParenLeft)) return [];
        var arguments = new List<ArgumentNode>();
        do arguments.Add(ParseArgument(constant, "an argument or \")\""));
        while (!Skip(TokenKind.ParenRight));
        return [.. arguments];
    }

    private ArgumentNode ParseArgument(bool constant, string what)
    {
        var start = token.Start;
        var name = ParseName(what);
        Expect(TokenKind.Colon);
        return new ArgumentNode(start, name, ParseValue(constant));
    }

    private DirectiveNode[] ParseDirectives(bool constant)
    {
        if (token.Kind != TokenKind.At) return [];
        var directives = new List<DirectiveNode>();
        while (token.Kind == TokenKind.At)
        {
            var start = token.Start;
            Advance();
            var name = ParseName("the directive's name");
            directives.Add(new DirectiveNode(start, name, ParseArguments(constant)));
        }

        return [.. directives];
    }

    private TypeNode ParseType()
    {
        var start = token.Start;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            Nest();
            type = new ListTypeNode(start, ParseType());
            Expect(TokenKind.BracketRight);
            Unnest();
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode(start, type) : type;
    }

    private NamedTypeNode ParseNamedType()
    {
        var start = token.Start;
        return new NamedTypeNode(start, ParseName("a type's name"));
    }
}
