using System.Buffers;
using System.Text;

namespace GraphPlatform.GraphQL.Language;

/// <summary>Splits UTF-8 into tokens without decoding it. https://spec.graphql.org/September2025/#sec-Language.Source-Text</summary>
internal ref struct Lexer(ReadOnlySpan<byte> source)
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly ReadOnlySpan<byte> source = source;
    private int position = source.StartsWith("\uFEFF"u8) ? 3 : 0;

    public Token Next()
    {
        SkipIgnored();
        if (position >= source.Length) return new Token(TokenKind.EndOfFile, source.Length, source.Length);
        var start = position;
        var b = source[start];
        if (IsNameStart(b)) return Name(start);
        switch (b)
        {
            case (byte)'!': return Punctuator(TokenKind.Bang);
            case (byte)'$': return Punctuator(TokenKind.Dollar);
            case (byte)'&': return Punctuator(TokenKind.Ampersand);
            case (byte)'(': return Punctuator(TokenKind.ParenLeft);
            case (byte)')': return Punctuator(TokenKind.ParenRight);
            case (byte)':': return Punctuator(TokenKind.Colon);
            case (byte)'=': return Punctuator(TokenKind.EqualsSign);
            case (byte)'@': return Punctuator(TokenKind.At);
            case (byte)'[': return Punctuator(TokenKind.BracketLeft);
            case (byte)']': return Punctuator(TokenKind.BracketRight);
            case (byte)'{': return Punctuator(TokenKind.BraceLeft);
            case (byte)'|': return Punctuator(TokenKind.Pipe);
            case (byte)'}': return Punctuator(TokenKind.BraceRight);
            case (byte)'"': return StringToken(start);
            case (byte)'.' when source[start..].StartsWith("..."u8):
                position += 3;
                return new Token(TokenKind.Spread, start, position);
            default:
                if (b == '-' || IsDigit(b)) return Number(start);
                throw new GraphQLSyntaxException($"Unexpected {CharacterAt(start)}{Hint(b)}.", start);
        }
    }

    private Token Punctuator(TokenKind kind) => new(kind, position, ++position);

    private void SkipIgnored()
    {
        while (position < source.Length)
        {
            var b = source[position];
            if (b is (byte)' ' or (byte)'\n' or (byte)',' or (byte)'\t' or (byte)'\r')
            {
                position++;
            }
            else if (b == '#')
            {
                var length = source[position..].IndexOfAny((byte)'\n', (byte)'\r');
                position = length < 0 ? source.Length : position + length;
            }
            else if (b == 0xEF && source[position..].StartsWith("\uFEFF"u8))
            {
                position += 3;
            }
            else
            {
                return;
            }
        }
    }

    private Token Name(int start)
    {
        var length = source[start..].IndexOfAnyExcept(NameBytes);
        position = length < 0 ? source.Length : start + length;
        return new Token(TokenKind.Name, start, position);
    }

    private Token Number(int start)
    {
        var kind = TokenKind.Int;
        if (source[position] == '-') position++;
        if (Peek() == '0')
        {
            position++;
            if (IsDigit(Peek())) throw new GraphQLSyntaxException("A number must not start with a superfluous 0.", position);
        }
        else
        {
            Digits();
        }

        if (Peek() == '.')
        {
            kind = TokenKind.Float;
            position++;
            Digits();
        }

        if (Peek() is (byte)'e' or (byte)'E')
        {
            kind = TokenKind.Float;
            position++;
            if (Peek() is (byte)'+' or (byte)'-') position++;
            Digits();
        }

        if (Peek() == '.' || IsNameStart(Peek()))
            throw new GraphQLSyntaxException($"Expected the end of the number, found {CharacterAt(position)}.", position);
        return new Token(kind, start, position);
    }

    private void Digits()
    {
        if (!IsDigit(Peek()))
            throw new GraphQLSyntaxException($"Expected a digit in the number, found {CharacterAt(position)}.", position);
        while (IsDigit(Peek())) position++;
    }

    private Token StringToken(int start)
    {
        if (source[start..].StartsWith("\"\"\""u8)) return BlockString(start);
        for (var i = start + 1; i < source.Length; i++)
        {
            var b = source[i];
            if (b == '"')
            {
                position = i + 1;
                return new Token(TokenKind.String, start, position);
            }

            if (b == '\\') i++;
            else if (b is (byte)'\n' or (byte)'\r') throw new GraphQLSyntaxException("The string is not closed on its line.", i);
        }

        throw new GraphQLSyntaxException("The string is not closed.", source.Length);
    }

    private Token BlockString(int start)
    {
        for (var i = start + 3; i < source.Length; i++)
        {
            if (source[i] == '\\' && source[(i + 1)..].StartsWith("\"\"\""u8))
            {
                i += 3;
            }
            else if (source[i] == '"' && source[i..].StartsWith("\"\"\""u8))
            {
                position = i + 3;
                return new Token(TokenKind.BlockString, start, position);
            }
        }

        throw new GraphQLSyntaxException("The block string is not closed.", source.Length);
    }

    private readonly byte Peek() => position < source.Length ? source[position] : (byte)0;

    private static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    private static bool IsNameStart(byte b) => (uint)((b | 0x20) - 'a') <= 25 || b == '_';

    private static string Hint(byte b) => b == '\'' ? "; strings are written with double quotes (\")" : "";

    private readonly string CharacterAt(int at)
    {
        if (at >= source.Length) return "the end of the document";
        var status = Rune.DecodeFromUtf8(source[at..], out var rune, out _);
        if (status != OperationStatus.Done) return $"byte 0x{source[at]:X2}, which is not UTF-8";
        return Rune.IsControl(rune) ? $"character U+{rune.Value:X4}" : $"character \"{rune}\"";
    }
}
