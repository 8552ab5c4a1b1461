namespace GraphPlatform.Platform.Database;

/// <summary>
/// Text that both databases can keep. PostgreSQL refuses NUL and halves of surrogate pairs, and one row that it refuses ends the transaction: what engines and programs
/// have said, which is theirs, may hold both.
/// </summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The same text with U+FFFD for each character that cannot be kept; the very same when there is none.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0')) return text;
        return string.Create(text.Length, text, static (kept, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                var isPair = char.IsHighSurrogate(from[i]) && i + 1 < from.Length && char.IsLowSurrogate(from[i + 1]);
                if (isPair) (kept[i], kept[i + 1]) = (from[i], from[++i]);
                else kept[i] = from[i] == '\0' || char.IsSurrogate(from[i]) ? Replacement : from[i];
            }
        });
    }
}
