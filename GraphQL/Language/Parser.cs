using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GraphPlatform.GraphQL.Language;

/// <summary>Bounds that hold while parsing, so that a hostile document costs no more than its limit.</summary>
/// <param name="MaxTokens">Tokens in a document.</param>
/// <param name="MaxNesting">Nesting of selection sets, values and list types: the parser recurses as deep.</param>
internal readonly record struct ParserLimits(int MaxTokens, int MaxNesting)
{
    public static ParserLimits Default { get; } = new(20_000, 200);
}

/// <summary>Recursive descent, one token ahead. https://spec.graphql.org/September2025/#sec-Language.Document</summary>
internal ref partial struct Parser
{
    private readonly ReadOnlyMemory<byte> memory;
    private readonly ReadOnlySpan<byte> source;
    private readonly ParserLimits limits;
    private Lexer lexer;
    private Token token;
    private int tokens;
    private int nesting;

    private Parser(ReadOnlyMemory<byte> memory, ParserLimits limits)
    {
        this.memory = memory;
        source = memory.Span;
        this.limits = limits;
        lexer = new Lexer(source);
        Advance();
    }

    /// <summary>Parses a document; the nodes keep <paramref name="document"/>, which must not change afterwards.</summary>
    public static DocumentNode Parse(ReadOnlyMemory<byte> document, ParserLimits limits) => new Parser(document, limits).ParseDocument();

    public static DocumentNode Parse(string document) => Parse(Encoding.UTF8.GetBytes(document), ParserLimits.Default);

    /// <summary>Parses one value, such as a default value's text.</summary>
    public static ValueNode ParseValue(string text)
    {
        var parser = new Parser(Encoding.UTF8.GetBytes(text), ParserLimits.Default);
        var value = parser.ParseValue(constant: false);
        parser.Expect(TokenKind.EndOfFile);
        return value;
    }

    private DocumentNode ParseDocument()
    {
        var definitions = new List<DefinitionNode>();
        do definitions.Add(ParseDefinition());
        while (token.Kind != TokenKind.EndOfFile);
        return new DocumentNode(memory, [.. definitions]);
    }

    private DefinitionNode ParseDefinition()
    {
        var start = token.Start;
        if (token.Kind == TokenKind.BraceLeft)
            return new OperationNode(start, OperationKind.Query, null, [], [], ParseSelectionSet(), null);
        var description = ParseDescription();
        if (token.Kind == TokenKind.Name)
        {
            var word = Text(token);
            if (OperationKindOf(word) is { } kind) return ParseOperation(start, kind, description);
            if (word == "fragment") return ParseFragment(start, description);
            if (ParseTypeSystem(start, word, description) is { } definition) return definition;
        }

        throw Unexpected(description is null
            ? "an operation (\"query\", \"mutation\", \"subscription\" or \"{\"), a fragment or a type definition"
            : "what is described: an operation (\"query\", \"mutation\" or \"subscription\"), a fragment or a type definition");
    }

    private string? ParseDescription()
    {
        if (token.Kind is not (TokenKind.String or TokenKind.BlockString)) return null;
        var text = StringLiteral.Decode(source, token);
        Advance();
        return text;
    }

    private static OperationKind? OperationKindOf(string word) => word switch
    {
        "query" => OperationKind.Query,
        "mutation" => OperationKind.Mutation,
        "subscription" => OperationKind.Subscription,
        _ => null,
    };

    private void Advance()
    {
        if (++tokens > limits.MaxTokens)
            throw new GraphQLSyntaxException($"The document has more than {limits.MaxTokens} tokens.", token.End);
        token = lexer.Next();
    }

    private bool Skip(TokenKind kind)
    {
        if (token.Kind != kind) return false;
        Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (!Skip(kind)) throw Unexpected(kind.Describe());
    }

    private bool SkipKeyword(string keyword)
    {
        if (token.Kind != TokenKind.Name || Text(token) != keyword) return false;
        Advance();
        return true;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!SkipKeyword(keyword)) throw Unexpected($"\"{keyword}\"");
    }

    private string ParseName(string what = "a name")
    {
        if (token.Kind != TokenKind.Name) throw Unexpected(what);
        var name = Text(token);
        Advance();
        return name;
    }

    private void Nest()
    {
        if (++nesting > limits.MaxNesting)
            throw new GraphQLSyntaxException($"The document is nested deeper than {limits.MaxNesting} levels.", token.Start);
    }

    private void Unnest() => nesting--;

    private readonly string Text(Token of) => Encoding.UTF8.GetString(source[of.Start..of.End]);

    private readonly GraphQLSyntaxException Unexpected(string expected)
    {
        var found = token.Kind switch
        {
            TokenKind.Name or TokenKind.Int or TokenKind.Float => $"\"{Shorten(Text(token))}\"",
            TokenKind.String or TokenKind.BlockString => "a string",
            _ => token.Kind.Describe(),
        };
        return new GraphQLSyntaxException($"Expected {expected}, found {found}.", token.Start);
    }

    [SuppressMessage("Style", "IDE0057", Justification = "Reads better with the length named.")]
    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
