using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using System.Text;

namespace GraphPlatform.Agent.Files;

/// <summary>
/// Names of files as text. To Linux a name is bytes; one that is UTF-8 is that text, and a byte of another is a lone surrogate (U+DC80 to U+DCFF), which no UTF-8 has: so each
/// name is another text and becomes the same bytes again. See PEP 383.
/// </summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(LinuxText))]
internal static unsafe class LinuxText
{
    private const int Escape = 0xDC00;

    /// <summary>The text of some bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var isText = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isText) text.Append(rune.ToString());
            else foreach (var one in bytes[..length]) text.Append((char)(Escape + one));
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a text.</summary>
    public static byte[] Encode(string text)
    {
        if (IsUnicode(text)) return Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(text.Length);
        Span<byte> one = stackalloc byte[4];
        for (var at = 0; at < text.Length; at++)
        {
            if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                bytes.AddRange(one[..rune.EncodeToUtf8(one)]);
                at += rune.Utf16SequenceLength - 1;
            }
            else if (text[at] is >= (char)(Escape + 0x80) and <= (char)(Escape + 0xFF))
            {
                bytes.Add((byte)(text[at] - Escape));
            }
            else
            {
                throw new ArgumentException("A lone surrogate that stands for no byte.", nameof(text));
            }
        }

        return [.. bytes];
    }

    /// <summary>Whether a name is UTF-8.</summary>
    public static bool IsUnicode(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (!Rune.TryGetRuneAt(text, at, out _)) return false;
            at++;
        }

        return true;
    }

    /// <summary>The same with U+FFFD for what is no text: what may leave the machine.</summary>
    public static string Readable(string text) => IsUnicode(text) ? text : Encoding.UTF8.GetString(Encode(text));

    /// <summary>A name as people read it in a sentence: on one line, of bounded length, and with U+FFFD for what is no text.</summary>
    public static string Shown(string text)
    {
        const int most = 200;
        var shown = new StringBuilder();
        foreach (var rune in Readable(text).EnumerateRunes())
        {
            if (shown.Length > most) return shown.Append('…').ToString();
            if (Rune.IsControl(rune)) shown.Append(rune.Value switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => $"\\x{rune.Value:x2}" });
            else shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>For calls: the bytes with a zero behind them.</summary>
    public static byte* ConvertToUnmanaged(string text)
    {
        var bytes = Encode(text);
        var memory = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(memory, bytes.Length));
        memory[bytes.Length] = 0;
        return memory;
    }

    /// <summary>Gives back what a call was given.</summary>
    public static void Free(byte* memory) => NativeMemory.Free(memory);
}
