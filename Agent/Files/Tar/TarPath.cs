namespace GraphPlatform.Agent.Files.Tar;

/// <summary>Names of members, as places below the archive's folder.</summary>
internal static class TarPath
{
    /// <summary>Folders inside each other. The packer keeps each level open.</summary>
    public const int MaxDepth = 500;

    // NAME_MAX of Linux, and what a link may lead to: PATH_MAX without its zero.
    private const int MaxNameBytes = 255;
    private const int MaxTargetBytes = 4095;

    /// <summary>The place that a name means: <c>./a//b/</c> is <c>a/b</c>, and <c>./</c> the folder itself.</summary>
    /// <exception cref="InvalidDataException">It leads out, or no file can have it. The message begins with the name.</exception>
    public static string Of(ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("/"u8)) throw Impossible(name, "is outside of the archive's folder");
        if (name.Contains((byte)0)) throw Impossible(name, "has a zero in its name");
        var parts = new List<byte>(name.Length);
        var depth = 0;
        foreach (var range in name.Split((byte)'/'))
        {
            var part = name[range];
            if (part.IsEmpty || part.SequenceEqual("."u8)) continue;
            if (part.SequenceEqual(".."u8)) throw Impossible(name, "is outside of the archive's folder");
            if (part.Length > MaxNameBytes) throw Impossible(name, $"has a name of more than {MaxNameBytes} bytes");
            if (++depth > MaxDepth) throw Impossible(name, $"is more than {MaxDepth} folders deep");
            if (parts.Count > 0) parts.Add((byte)'/');
            parts.AddRange(part);
        }

        return LinuxText.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
    }

    /// <summary>Where a symbolic link leads.</summary>
    /// <exception cref="InvalidDataException">No link can lead there.</exception>
    public static string Target(ReadOnlySpan<byte> name, ReadOnlySpan<byte> target) =>
        target.IsEmpty || target.Length > MaxTargetBytes || target.Contains((byte)0)
            ? throw Impossible(name, $"is a link without a target of 1 to {MaxTargetBytes} bytes")
            : LinuxText.Decode(target);

    /// <summary>What is told of a member that cannot be.</summary>
    public static InvalidDataException Impossible(ReadOnlySpan<byte> name, string why) => new($"'{LinuxText.Shown(LinuxText.Decode(name))}' in the archive {why}, and was not written.");
}
