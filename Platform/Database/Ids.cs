using System.Buffers;

namespace GraphPlatform.Platform.Database;

/// <summary>
/// Makes ids: a prefix that tells the kind, and a UUIDv7 (RFC 9562) in Crockford's base 32. Ids of one kind sort by time of making; within one process, those
/// of the same millisecond too (RFC 9562, section 6.2).
/// </summary>
public static class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly SearchValues<char> Digits = SearchValues.Create(Alphabet);
    private static readonly Lock Gate = new();
    private static UInt128 last;

    /// <summary>A new id, such as <c>ctr_06f3q1v8h5xwz9r2k4n7c0t6d8</c>.</summary>
    /// <param name="prefix">Three letters: the kind of object.</param>
    public static string New(string prefix)
    {
        return string.Create(prefix.Length + 27, (prefix, value: Next()), static (span, state) =>
        {
            state.prefix.CopyTo(span);
            span[state.prefix.Length] = '_';
            var rest = state.value;
            for (var i = span.Length - 1; i > state.prefix.Length; i--, rest >>= 5)
                span[i] = Alphabet[(int)(uint)(rest & 31)];
        });
    }

    private static UInt128 Next()
    {
        var value = UInt128.Parse(Guid.CreateVersion7().ToString("N"), System.Globalization.NumberStyles.HexNumber);
        lock (Gate) return last = value > last ? value : last + 1;
    }

    /// <summary>Whether a text has the form of an id of one kind.</summary>
    public static bool IsOf(string prefix, string text) =>
        text.Length == prefix.Length + 27 && text.StartsWith(prefix, StringComparison.Ordinal) && text[prefix.Length] == '_'
        && !text.AsSpan(prefix.Length + 1).ContainsAnyExcept(Digits);

    /// <summary>The kind that an id names: what stands before the underscore; empty if it is no id.</summary>
    public static ReadOnlySpan<char> Prefix(string id) => id.AsSpan(0, Math.Max(0, id.IndexOf('_')));
}
