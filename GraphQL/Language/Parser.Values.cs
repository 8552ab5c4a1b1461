namespace GraphPlatform.GraphQL.Language;

/// <summary>Values: https://spec.graphql.org/September2025/#sec-Input-Values</summary>
internal ref partial struct Parser
{
    private ValueNode ParseValue(bool constant)
    {
        var current = token;
        switch (current.Kind)
        {
            case TokenKind.Int:
                Advance();
                return new IntNode(current.Start, Text(current));
            case TokenKind.Float:
                Advance();
                return new FloatNode(current.Start, Text(current));
            case TokenKind.String or TokenKind.BlockString:
                var text = StringLiteral.Decode(source, current);
                Advance();
                return new StringNode(current.Start, text, current.Kind == TokenKind.BlockString);
            case TokenKind.Name:
                Advance();
                return Text(current) switch
                {
                    "true" => new BooleanNode(current.Start, true),
                    "false" => new BooleanNode(current.Start, false),
                    "null" => new NullNode(current.Start),
                    var name => new EnumNode(current.Start, name),
                };
            case TokenKind.BracketLeft:
                return ParseList(constant);
            case TokenKind.BraceLeft:
                return ParseObject(constant);
            case TokenKind.Dollar when constant:
                throw new GraphQLSyntaxException("A variable cannot stand in a constant value.", current.Start);
            case TokenKind.Dollar:
                Advance();
                return new VariableNode(current.Start, ParseName("the variable's name"));
            default:
                throw Unexpected("a value");
        }
    }

    private ListNode ParseList(bool constant)
    {
        var start = token.Start;
        Advance();
        Nest();
        var items = new List<ValueNode>();
        while (!Skip(TokenKind.BracketRight)) items.Add(ParseValue(constant));
        Unnest();
        return new ListNode(start, [.. items]);
    }

    private ObjectNode ParseObject(bool constant)
    {
        var start = token.Start;
        Advance();
        Nest();
        var fields = new List<ArgumentNode>();
        while (!Skip(TokenKind.BraceRight)) fields.Add(ParseArgument(constant, "an input field or \"}\""));
        Unnest();
        return new ObjectNode(start, [.. fields]);
    }
}
