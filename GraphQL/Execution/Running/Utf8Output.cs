using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>JSON bytes in one pooled buffer that grows. The caller decides what is valid JSON.</summary>
internal sealed class Utf8Output : IDisposable
{
    private static readonly SearchValues<char> EscapedChars = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private byte[] buffer;

    public Utf8Output(int capacity = 2048) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);
    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, Length);

    /// <summary>Takes back what was written after <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void Byte(byte value)
    {
        Reserve(1);
        buffer[Length++] = value;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Null() => Raw("null"u8);

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Number(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, buffer.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>A finite number, in the fewest digits that read back the same.</summary>
    public void Number(double value)
    {
        if (value == (long)value && Math.Abs(value) < 1e15)
        {
            Number((long)value);
            return;
        }

        Reserve(32);
        value.TryFormat(buffer.AsSpan(Length), out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        Length += written;
    }

    public void Number(decimal value)
    {
        Reserve(40);
        Utf8Formatter.TryFormat(value, buffer.AsSpan(Length), out var written);
        Length += written;
    }

    public void DateTime(DateTimeOffset value)
    {
        Reserve(42);
        buffer[Length++] = (byte)'"';
        Length += Types.DateTimeText.Format(value, buffer.AsSpan(Length));
        buffer[Length++] = (byte)'"';
    }

    /// <summary>A JSON string. Unpaired surrogates become U+FFFD.</summary>
    public void String(ReadOnlySpan<char> text)
    {
        Byte((byte)'"');
        while (true)
        {
            var plain = text.IndexOfAny(EscapedChars);
            Transcode(plain < 0 ? text : text[..plain]);
            if (plain < 0) break;
            Escape((byte)text[plain]);
            text = text[(plain + 1)..];
        }

        Byte((byte)'"');
    }

    /// <summary>A JSON string from UTF-8. Bytes that are not UTF-8 become U+FFFD.</summary>
    public void String(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            String(System.Text.Encoding.UTF8.GetString(text));
            return;
        }

        Byte((byte)'"');
        while (true)
        {
            var plain = text.IndexOfAny(EscapedBytes);
            Raw(plain < 0 ? text : text[..plain]);
            if (plain < 0) break;
            Escape(text[plain]);
            text = text[(plain + 1)..];
        }

        Byte((byte)'"');
    }

    private void Transcode(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 3);
        Utf8.FromUtf16(text, buffer.AsSpan(Length), out _, out var written);
        Length += written;
    }

    private void Escape(byte value)
    {
        switch (value)
        {
            case (byte)'"': Raw("\\\""u8); break;
            case (byte)'\\': Raw("\\\\"u8); break;
            case (byte)'\n': Raw("\\n"u8); break;
            case (byte)'\r': Raw("\\r"u8); break;
            case (byte)'\t': Raw("\\t"u8); break;
            default:
                Raw("\\u00"u8);
                Byte((byte)"0123456789abcdef"[value >> 4]);
                Byte((byte)"0123456789abcdef"[value & 15]);
                break;
        }
    }

    private void Reserve(int count)
    {
        if (buffer.Length - Length >= count) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(buffer.Length * 2, 512), Length + count));
        Written.CopyTo(larger);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        Length = 0;
    }
}
