using System.Globalization;
using System.Text;

namespace GraphPlatform.Tests.Hosting.Trees;

/// <summary>What a tree may have.</summary>
[Flags]
public enum TreeParts
{
    /// <summary>Files, folders and symbolic links with plain names.</summary>
    Plain = 0,

    /// <summary>Names with every byte that a name may have, UTF-8 or not.</summary>
    Bytes = 1,

    /// <summary>Named pipes.</summary>
    Pipes = 2,

    /// <summary>Files with holes.</summary>
    Holes = 4,

    /// <summary>Owners and times that no octal field of a header can say.</summary>
    LargeNumbers = 8,

    /// <summary>Times before 1970 with a fraction.</summary>
    NegativeFractions = 16,

    /// <summary>Folders that are deeper than a path may be long, and links as long as they may be.</summary>
    LongPaths = 32,

    /// <summary>What no tar holds: devices.</summary>
    Devices = 64,

    /// <summary>All of that.</summary>
    All = Bytes | Pipes | Holes | LargeNumbers | NegativeFractions | LongPaths | Devices,
}

/// <summary>Makes a tree of files by a seed: a shell script, so that nothing of the product is needed.</summary>
/// <param name="seed">Another one for each tree.</param>
/// <param name="parts">What it may have.</param>
public sealed class RandomTree(int seed, TreeParts parts)
{
    private readonly Random random = new(seed);
    private readonly StringBuilder script = new("set -e; umask 0\n");
    private readonly List<string> folders = ["."];
    private readonly List<string> linkable = [];
    private readonly HashSet<string> taken = [];
    private readonly List<(string Path, bool IsLink)> made = [];
    private byte[] raw = [];

    /// <summary>How many devices it has.</summary>
    public int Devices { get; private set; }

    /// <summary>Makes it in a folder.</summary>
    public async Task MakeAsync(string folder)
    {
        if (random.Next(8) > 0) for (var i = random.Next(25); i >= 0; i--) Add();      // some are empty
        if (parts.HasFlag(TreeParts.LongPaths) && random.Next(10) == 0)
            script.Append(CultureInfo.InvariantCulture, $"(mkdir deep; cd deep; for i in $(seq {random.Next(18, 60)}); do mkdir {new string((char)('a' + random.Next(26)), random.Next(200, 256))}; cd */; : > f; done)\n");
        for (var i = made.Count - 1; i >= 0; i--) Own(made[i].Path, made[i].IsLink);     // folders after what is in them
        Own("'.'", isLink: false);
        await TreeListing.RunAsync(folder, script.ToString());
    }

    private void Add()
    {
        var folder = folders[random.Next(folders.Count)];
        var path = Quote([.. Encoding.Latin1.GetBytes(folder), (byte)'/', .. Name()]);
        if (!taken.Add(path)) return;
        var isLink = false;
        switch (random.Next(10))
        {
            case 0 or 1 when folder.Length < 1000:
                script.Append(CultureInfo.InvariantCulture, $"mkdir {path}\n");
                folders.Add(Encoding.Latin1.GetString(raw));
                break;
            case 2:
                script.Append(CultureInfo.InvariantCulture, $"ln -s -- {Quote(Target())} {path}\n");
                isLink = true;
                linkable.Add(path);
                break;
            case 3 when linkable.Count > 0:
                script.Append(CultureInfo.InvariantCulture, $"ln -P {linkable[random.Next(linkable.Count)]} {path}\n");
                return;
            case 4 when parts.HasFlag(TreeParts.Pipes):
                script.Append(CultureInfo.InvariantCulture, $"mkfifo {path}\n");
                linkable.Add(path);
                break;
            case 5 when parts.HasFlag(TreeParts.Holes):
                script.Append(CultureInfo.InvariantCulture, $"truncate -s {random.Next(3_000_000)} {path}; ");
                for (var i = random.Next(4); i > 0; i--)
                    script.Append(CultureInfo.InvariantCulture, $"printf x{i} | dd of={path} bs=1 seek={random.Next(3_000_000)} conv=notrunc status=none; ");
                script.Append('\n');
                break;
            case 6 when parts.HasFlag(TreeParts.Devices):
                script.Append(CultureInfo.InvariantCulture, $"mknod {path} c 1 3\n");
                Devices++;
                return;
            default:
                var size = (random.Next(4) switch { 0 => 0, 1 => random.Next(1, 5) * 512, 2 => random.Next(2000), _ => random.Next(200_000) }) + (random.Next(5) == 0 ? 1 : 0);
                script.Append(CultureInfo.InvariantCulture, $"yes {random.Next()} 2> /dev/null | head -c {size} > {path}\n");
                linkable.Add(path);
                break;
        }

        made.Add((path, isLink));
    }

    private void Own(string path, bool isLink)
    {
        var (user, group) = (Id(), Id());
        script.Append(CultureInfo.InvariantCulture, $"chown -h {user}:{group} {path}; ");
        if (!isLink) script.Append(CultureInfo.InvariantCulture, $"chmod {Convert.ToString(random.Next(0x1000), 8)} {path}; ");
        script.Append(CultureInfo.InvariantCulture, $"touch -h -d @{Time()} {path}\n");
    }

    private long Id() => random.Next(parts.HasFlag(TreeParts.LargeNumbers) ? 4 : 2) switch
    {
        0 => random.Next(3),
        1 => random.Next(70_000),
        2 => random.NextInt64(2_097_151, 2_097_154),
        _ => random.NextInt64(1L << 31, uint.MaxValue),
    };

    private string Time()
    {
        var fraction = random.Next(2) == 0 ? $".{random.Next(1_000_000_000):D9}" : "";
        var seconds = random.Next(parts.HasFlag(TreeParts.LargeNumbers) ? 5 : 2) switch
        {
            0 or 1 => random.NextInt64(1, 2_000_000_000),
            2 => random.NextInt64(8_589_934_590, 8_589_934_593),
            3 => random.NextInt64(8_589_934_592, 15_000_000_000),
            _ => -random.NextInt64(1, 2_000_000_000),
        };
        return seconds < 0 && !parts.HasFlag(TreeParts.NegativeFractions) ? $"{seconds}" : $"{seconds}{fraction}";
    }

    private byte[] Target() => random.Next(4) switch
    {
        0 => "../nowhere"u8.ToArray(),
        1 => [.. Enumerable.Repeat((byte)'t', random.Next(90, 110))],
        2 when parts.HasFlag(TreeParts.LongPaths) => [.. Enumerable.Repeat("abcdefghi/"u8.ToArray(), 409).SelectMany(b => b)],
        _ => [.. Name(), (byte)'/', .. Name()],
    };

    private byte[] Name()
    {
        var name = Encoding.UTF8.GetBytes($"n{random.Next(1000)}");
        if (!parts.HasFlag(TreeParts.Bytes)) return name;
        return random.Next(9) switch
        {
            0 => [.. name, .. "\nb"u8],
            1 => [.. "a=b "u8, .. name, .. "\n9 path=x\n"u8],
            2 => [.. name, .. Encoding.UTF8.GetBytes(" ünïcödé \U0001F4BE")],
            3 => [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => (byte)random.Next(1, 256)).Select(b => b == '/' ? (byte)'-' : b), (byte)'.'],
            4 => [.. name, .. Enumerable.Repeat((byte)'l', 255 - name.Length)],
            5 => [.. "-"u8, .. name, .. " \\'\"$`"u8],
            6 => [.. name, 0xFF, 0xFE],
            _ => name,
        };
    }

    /// <summary>As bash reads any bytes.</summary>
    private string Quote(byte[] bytes)
    {
        raw = bytes;
        return "$'" + string.Concat(bytes.Select(b => b is >= (byte)'a' and <= (byte)'z' or (byte)'/' or (byte)'.' ? ((char)b).ToString() : $"\\x{b:x2}")) + "'";
    }
}
