using System.Text;

namespace GraphPlatform.Agent.Files.Tar;

/// <summary>
/// The records of an extended header: <c>LENGTH KEY=VALUE</c> and a newline, where the length counts all of that, so that a value may have newlines and <c>=</c> itself. Only what
/// this reader knows is kept; what says that the member is something else than it seems is kept by its name.
/// </summary>
internal sealed class PaxRecords
{
    private const string Binary = "BINARY";
    private const string Unicode = "ISO-IR 10646 2000 UTF-8";

    // What stands for a member of which this is only a part, or the description.
    private static readonly string[] Foreign = ["GNU.volume.filename", "GNU.volume.offset", "GNU.volume.size", "GNU.dumpdir", "SUN.", "SCHILY.realsize"];
    private static readonly HashSet<string> Known = ["path", "linkpath", "size", "uid", "gid", "mtime"];

    private readonly Dictionary<string, byte[]> values = [];

    /// <summary>What says that this member cannot be read as it seems; null for nothing.</summary>
    public string? Stranger { get; private set; }

    /// <summary>Records of a sparse file in their order: those of the oldest form are there many times.</summary>
    public List<(string Key, byte[] Value)> Sparse { get; } = [];

    /// <summary>The value of a key; empty where one that was said before for all is taken back; null for none.</summary>
    public byte[]? this[string key] => values.GetValueOrDefault(key);

    /// <summary>Adds the records of a header. Later ones take the place of earlier ones.</summary>
    /// <exception cref="InvalidDataException">They are not well formed.</exception>
    public void Read(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space <= 0 || TarNumbers.ReadDecimal(records[..space]) is not { } length || length > records.Length || length < space + 3 || records[(int)length - 1] != '\n')
                throw new InvalidDataException("an extended header has a record of a wrong length");
            var record = records[(space + 1)..((int)length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0) throw new InvalidDataException("an extended header has a record without a key");
            Add(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..]);
            records = records[(int)length..];
        }
    }

    /// <summary>Writes a record.</summary>
    public static void Write(Stream to, string key, ReadOnlySpan<byte> value)
    {
        // The length counts its own digits.
        var rest = key.Length + value.Length + 3;
        var length = rest + rest.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        length = rest + length.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        to.Write(TarNumbers.Text(length));
        to.WriteByte((byte)' ');
        to.Write(Encoding.ASCII.GetBytes(key));
        to.WriteByte((byte)'=');
        to.Write(value);
        to.WriteByte((byte)'\n');
    }

    /// <summary>Says that names are not all UTF-8.</summary>
    public static void WriteBinary(Stream to) => Write(to, "hdrcharset", Encoding.ASCII.GetBytes(Binary));

    private void Add(string key, ReadOnlySpan<byte> value)
    {
        if (key == "hdrcharset")
        {
            // Names are bytes to Linux, so that both are read alike.
            if (Encoding.UTF8.GetString(value) is var charset and not (Binary or Unicode)) Stranger = $"hdrcharset={LinuxText.Shown(charset)}";
        }
        else if (key.StartsWith("GNU.sparse.", StringComparison.Ordinal))
        {
            Sparse.Add((key["GNU.sparse.".Length..], value.ToArray()));
        }
        else if (Foreign.Any(f => key.StartsWith(f, StringComparison.Ordinal)))
        {
            Stranger = LinuxText.Shown(key);
        }
        else if (Known.Contains(key))
        {
            values[key] = value.ToArray();
        }
    }
}
