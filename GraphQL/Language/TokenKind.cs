namespace GraphPlatform.GraphQL.Language;

/// <summary>Lexical tokens: https://spec.graphql.org/September2025/#sec-Language.Source-Text.Lexical-Tokens</summary>
internal enum TokenKind : byte
{
    EndOfFile, Bang, Dollar, Ampersand, ParenLeft, ParenRight, Spread, Colon, EqualsSign, At,
    BracketLeft, BracketRight, BraceLeft, Pipe, BraceRight, Name, Int, Float, String, BlockString,
}

/// <summary>A token is a stretch of the source; its text is decoded only when someone asks.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End);

internal static class TokenKindText
{
    /// <summary>How an error message names a kind of token.</summary>
    public static string Describe(this TokenKind kind) => kind switch
    {
        TokenKind.EndOfFile => "the end of the document",
        TokenKind.Bang => "\"!\"",
        TokenKind.Dollar => "\"$\"",
        TokenKind.Ampersand => "\"&\"",
        TokenKind.ParenLeft => "\"(\"",
        TokenKind.ParenRight => "\")\"",
        TokenKind.Spread => "\"...\"",
        TokenKind.Colon => "\":\"",
        TokenKind.EqualsSign => "\"=\"",
        TokenKind.At => "\"@\"",
        TokenKind.BracketLeft => "\"[\"",
        TokenKind.BracketRight => "\"]\"",
        TokenKind.BraceLeft => "\"{\"",
        TokenKind.Pipe => "\"|\"",
        TokenKind.BraceRight => "\"}\"",
        TokenKind.Name => "a name",
        TokenKind.Int => "an integer",
        TokenKind.Float => "a number",
        _ => "a string",
    };
}
