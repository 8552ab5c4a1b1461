namespace GraphPlatform.Agent.Files.Tar;

/// <summary>What the headers before a member's own say of it.</summary>
/// <param name="global">What was said for all that follow.</param>
internal sealed class TarExtras(PaxRecords global)
{
    private readonly PaxRecords own = new();

    /// <summary>Whether nothing was said of this member alone.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>How many bytes the headers had.</summary>
    public int Bytes { get; private set; }

    /// <summary>Its name, as GNU writes long ones.</summary>
    public byte[]? LongName { get; private set; }

    /// <summary>Where it leads, as GNU writes long ones.</summary>
    public byte[]? LongTarget { get; private set; }

    /// <summary>An extension that makes something else of it; null for none.</summary>
    public string? Stranger => own.Stranger ?? global.Stranger ?? (global.Sparse is [var (key, _), ..] ? $"GNU.sparse.{key} for all entries" : null);

    /// <summary>Where it has data, when it has holes; null where that is not said.</summary>
    /// <exception cref="InvalidDataException">It cannot be so.</exception>
    public SparseMap? Sparse() => own.Sparse.Count > 0 ? SparseMap.Of(own.Sparse) : null;

    /// <summary>Takes a header.</summary>
    /// <exception cref="InvalidDataException">It is not well formed.</exception>
    public void Add(byte type, byte[] content)
    {
        Bytes += content.Length + TarHeader.Bytes;
        if (type == 'g')
        {
            global.Read(content);
            return;
        }

        IsEmpty = false;
        if (type == 'x') own.Read(content);
        else if (type == 'L') LongName = TarHeader.Text(content).ToArray();
        else LongTarget = TarHeader.Text(content).ToArray();
    }

    /// <summary>What is said of a key: for this member, by GNU's older way, or for all.</summary>
    public byte[]? Value(string key, byte[]? older = null) => (own[key] ?? older ?? global[key]) is { Length: > 0 } said ? said : null;
}
