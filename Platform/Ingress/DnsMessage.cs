using System.Buffers.Binary;
using System.Text;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Questions for TXT records and their answers as they go over the wire: RFC 1035, section 4.</summary>
internal static class DnsMessage
{
    private const int HeaderLength = 12;
    private const ushort Text = 16;
    private const ushort Internet = 1;
    private const ushort Options = 41;
    private const ushort PayloadSize = 1232;

    /// <summary>A question; the last part says how long an answer may be (RFC 6891).</summary>
    public static byte[] Ask(ushort id, string name)
    {
        var message = new List<byte>();
        Add(message, id, 0x0100, 1, 0, 0, 1);       // recursion desired; one question, one additional record
        foreach (var label in name.Split('.'))
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.ASCII.GetBytes(label));
        }

        message.Add(0);
        Add(message, Text, Internet);
        message.Add(0);
        Add(message, Options, PayloadSize, 0, 0, 0);
        return [.. message];
    }

    /// <summary>Reads an answer to the question <paramref name="id"/>.</summary>
    /// <exception cref="FormatException">It is none, or is broken.</exception>
    public static DnsAnswer Read(ReadOnlySpan<byte> message, ushort id)
    {
        if (message.Length < HeaderLength || Number(message, 0) != id || (message[2] & 0x80) == 0) throw new FormatException("Not an answer to what was asked.");
        var (truncated, code) = ((message[2] & 0x02) != 0, message[3] & 0x0F);
        var (questions, answers) = (Number(message, 4), Number(message, 6));
        var texts = new List<string>();
        if (truncated) return new(code, true, texts);
        var at = HeaderLength;
        for (var i = 0; i < questions; i++) at = AfterName(message, at) + 4;
        for (var i = 0; i < answers; i++)
        {
            at = AfterName(message, at);
            var (type, length) = (Number(message, at), Number(message, at + 8));
            at += 10;
            if (at + length > message.Length) throw new FormatException("A record goes beyond the end of the answer.");
            if (type == Text) texts.Add(Strings(message.Slice(at, length)));
            at += length;
        }

        return new(code, false, texts);
    }

    /// <summary>A TXT record is a list of strings that belong together: RFC 7208, section 3.3.</summary>
    private static string Strings(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        for (var at = 0; at < data.Length; at += 1 + data[at])
        {
            if (at + 1 + data[at] > data.Length) throw new FormatException("A string goes beyond the end of its record.");
            text.Append(Encoding.Latin1.GetString(data.Slice(at + 1, data[at])));
        }

        return text.ToString();
    }

    private static int AfterName(ReadOnlySpan<byte> message, int at)
    {
        while (at < message.Length)
        {
            var length = message[at];
            if (length == 0) return at + 1;
            if (length >= 0xC0) return at + 2;       // a pointer ends a name
            at += 1 + length;
        }

        throw new FormatException("A name goes beyond the end of the answer.");
    }

    private static int Number(ReadOnlySpan<byte> message, int at) =>
        at + 2 <= message.Length ? BinaryPrimitives.ReadUInt16BigEndian(message[at..]) : throw new FormatException("The answer is too short.");

    private static void Add(List<byte> message, params ReadOnlySpan<ushort> numbers)
    {
        foreach (var number in numbers)
        {
            message.Add((byte)(number >> 8));
            message.Add((byte)number);
        }
    }
}

/// <summary>An answer.</summary>
/// <param name="Code">0: there are records, or none of this type; 3: there is no such name; anything else: the server failed.</param>
/// <param name="Truncated">Whether it has to be asked again over TCP.</param>
/// <param name="Texts">The TXT records.</param>
internal sealed record DnsAnswer(int Code, bool Truncated, IReadOnlyList<string> Texts);
