using System.Globalization;
using System.Text;

namespace GraphPlatform.Tests.Platform.Files.Tar;

/// <summary>A tar byte by byte: what no program writes.</summary>
internal sealed class RawTar
{
    private readonly MemoryStream bytes = new();

    /// <summary>Adds a member.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Its name, as Latin-1.</param>
    /// <param name="content">What follows its header.</param>
    /// <param name="change">Changes the header before its checksum is written.</param>
    public RawTar Add(char type, string name, byte[]? content = null, Action<byte[]>? change = null)
    {
        content ??= [];
        var header = new byte[512];
        Write(header, 0, name);
        Write(header, 100, "0000644\0");
        Write(header, 108, "0000000\0");
        Write(header, 116, "0000000\0");
        Write(header, 124, Convert.ToString(content.Length, 8).PadLeft(11, '0'));
        Write(header, 136, "00000000001\0");
        header[156] = (byte)type;
        Write(header, 257, "ustar\000");
        change?.Invoke(header);
        Seal(header);
        bytes.Write(header);
        bytes.Write(content);
        bytes.Write(new byte[-content.Length & 511]);
        return this;
    }

    /// <summary>Adds an extended header for the next member.</summary>
    public RawTar Pax(params string[] records) => Add('x', "pax", Records(records));

    /// <summary>Adds bytes as they are.</summary>
    public RawTar Raw(byte[] more)
    {
        bytes.Write(more);
        return this;
    }

    /// <summary>All of it, with its end.</summary>
    public MemoryStream End() => new([.. bytes.ToArray(), .. new byte[1024]]);

    /// <summary>All of it, without an end.</summary>
    public MemoryStream CutOff() => new(bytes.ToArray());

    /// <summary>Records of an extended header: <c>key=value</c>, as Latin-1.</summary>
    public static byte[] Records(params string[] records) => [.. records.SelectMany(Record)];

    public static void Write(byte[] header, int at, string text) => Encoding.Latin1.GetBytes(text).CopyTo(header, at);

    private static void Seal(byte[] header)
    {
        Array.Fill(header, (byte)' ', 148, 8);
        Write(header, 148, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
    }

    private static byte[] Record(string record)
    {
        var length = record.Length + 2;
        while (length != record.Length + 2 + length.ToString(CultureInfo.InvariantCulture).Length) length = record.Length + 2 + length.ToString(CultureInfo.InvariantCulture).Length;
        return Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {record}\n"));
    }
}
