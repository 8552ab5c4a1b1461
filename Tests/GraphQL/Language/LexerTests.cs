using System.Text;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Tests.Language;

public sealed class LexerTests
{
    [Theory]
    [InlineData("", "EndOfFile")]
    [InlineData("\uFEFF # comment\r\n ,,\t", "EndOfFile")]
    [InlineData("! $ & ( ) ... : = @ [ ] { | }", "Bang Dollar Ampersand ParenLeft ParenRight Spread Colon EqualsSign At BracketLeft BracketRight BraceLeft Pipe BraceRight EndOfFile")]
    [InlineData("_a9 A", "Name Name EndOfFile")]
    [InlineData("0 -1 12 1.5 -0.0e-10 1E9", "Int Int Int Float Float Float EndOfFile")]
    [InlineData("\"a\" \"\"\"b\"\"\" \"\"", "String BlockString String EndOfFile")]
    public void A_source_is_split_into_tokens(string source, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', Tokens(source).Select(token => token.Kind)));

    [Theory]
    [InlineData("00", "superfluous 0")]
    [InlineData("1.", "digit")]
    [InlineData("1e", "digit")]
    [InlineData("-", "digit")]
    [InlineData("1a", "end of the number")]
    [InlineData("1.2.3", "end of the number")]
    [InlineData("\"abc", "not closed")]
    [InlineData("\"a\nb\"", "not closed on its line")]
    [InlineData("\"\"\"abc", "not closed")]
    [InlineData("..", "Unexpected character \".\"")]
    [InlineData("?", "Unexpected character \"?\"")]
    [InlineData("'a'", "double quotes")]
    [InlineData("\u0007", "U+0007")]
    public void What_is_no_token_is_refused_with_a_reason(string source, string reason) =>
        Assert.Contains(reason, Assert.Throws<GraphQLSyntaxException>(() => Tokens(source)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"simple\"", "simple")]
    [InlineData("\"q \\\" b \\\\ s \\/ \\b\\f\\n\\r\\t\"", "q \" b \\ s / \b\f\n\r\t")]
    [InlineData("\"\\u00e9 \\u{1F600} \\uD83D\\uDE00 é😀\"", "é 😀 😀 é😀")]
    [InlineData("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"", "Hello,\n  World!\n\nYours,\n  GraphQL.")]
    [InlineData("\"\"\"a \\\"\"\" b \\n\"\"\"", "a \"\"\" b \\n")]
    [InlineData("\"\"\"\"\"\"", "")]
    [InlineData("\"\"\"a\u2028b\u0085c\fd\"\"\"", "a\u2028b\u0085c\fd")]
    [InlineData("\"\"\"a\r\n  b\r  c\n\r\n  \"\"\"", "a\nb\nc")]
    [InlineData("\"\\u{00000000000041}\"", "A")]
    public void Strings_are_decoded(string literal, string value) => Assert.Equal(value, ((StringNode)Parser.ParseValue(literal)).Value);

    [Theory]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\uD83D\"")]
    [InlineData("\"\\uD83Dx\"")]
    [InlineData("\"\\uDE00\"")]
    [InlineData("\"\\u{110000}\"")]
    [InlineData("\"\\u{}\"")]
    [InlineData("\"\\u{41\"")]
    [InlineData("\"\\uD83D\\u{DE00}\"")]
    [InlineData("\"\\u{D83D}\\uDE00\"")]
    [InlineData("\"\\u{FFFFFFFF}\"")]
    [InlineData("\"\\u{100000041}\"")]
    [InlineData("\"\\u{zz}\"")]
    public void Bad_escapes_are_refused(string literal) => Assert.Throws<GraphQLSyntaxException>(() => Parser.ParseValue(literal));

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Throws<GraphQLSyntaxException>(() => Parser.Parse(new byte[] { (byte)'{', (byte)'a', (byte)'(', (byte)'b', (byte)':', (byte)'"', 0xFF, (byte)'"', (byte)')', (byte)'}' }, ParserLimits.Default));

    private static List<Token> Tokens(string source)
    {
        var lexer = new Lexer(Encoding.UTF8.GetBytes(source));
        var tokens = new List<Token>();
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != TokenKind.EndOfFile);
        return tokens;
    }
}
