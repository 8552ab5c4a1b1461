using System.Text;

namespace GraphPlatform.GraphQL.Tests.Fuzz;

/// <summary>Makes texts worse, the same way for the same seed.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Pieces = [.. new[]
    {
        "{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "|", "&", "=", "...", "\"", "\"\"\"", "\\", "#", ",", "\n", "\r", "\r\n", "\t", " ", "\uFEFF", "\0", "\u0007",
        "\u2028", "\u0085", "é", "😀", "\\u0041", "\\u{1F600}", "\\u{110000}", "\\uD83D", "\\uDE00", "\\uD83D\\uDE00", "\\\"\"\"", "\"\"\"a\"\"\"", "\"\"\" \n  a\n b\"\"\"",
        "\"a\"", "0", "-0", "00", "1.", "1.5e3", "1e999", "-9223372036854775809", "123456789012345678901234567890", "2147483648", "true", "null", "on", "query", "mutation",
        "subscription", "fragment", "extend", "type", "input", "directive", "schema", "repeatable", "implements", "__typename", "__schema", "x", "$x", "@skip(if:$x)",
        "@include(if:true)", "...F", "...on Query", "fragment F on Query{...F}", "{a:{a:{a:1}}}", "[[[[1]]]]",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] NotUtf8 = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]];

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    public byte[] Mutate(byte[] source, byte[] other)
    {
        var bytes = new List<byte>(source);
        for (var times = 1 + random.Next(4); times > 0; times--) Step(bytes, other);
        return [.. bytes];
    }

    private void Step(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 20), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes.RemoveRange(at, length); break;
            case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 3: bytes.RemoveRange(at, bytes.Count - at); break;
            case 4:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, random.Next(other.Length - from)).ToArray());
                break;
            case 5: bytes.InsertRange(at, NotUtf8[random.Next(NotUtf8.Length)]); break;
            case 6 when random.Next(20) == 0: Bomb(bytes, at); break;
            default: bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
        }
    }

    /// <summary>One piece over and over: nesting, or just length.</summary>
    private void Bomb(List<byte> bytes, int at)
    {
        string[] units = ["{a", "[", "{a:", "(a:[", "{...on Query", "a ", "@skip(if:true)", "a:a ", "\"", "...F ", "!", "query{a}", "{__schema{types{fields", "😀", "\\u0041"];
        var unit = Encoding.UTF8.GetBytes(units[random.Next(units.Length)]);
        var count = 1 << random.Next(4, 13);
        bytes.InsertRange(at, Enumerable.Repeat(unit, count).SelectMany(each => each));
    }
}
