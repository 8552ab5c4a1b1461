using System.Text;
using GraphPlatform.Agent.Files.Tar;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;
using GraphPlatform.Tests.Hosting.Trees;

namespace GraphPlatform.Tests.Platform.Files.Tar;

/// <summary>What a tar may say, and what is refused by name since it would become something else.</summary>
public sealed class TarReaderTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly VolumeFixture volume = new();

    /// <summary>Archives that are refused, and a part of the reason.</summary>
    private static Dictionary<string, (RawTar Tar, string Reason)> Refused => new()
    {
        ["a file of several volumes"] = (new RawTar().Add('M', "big", [1]), "'big' in the archive is the rest of a file that began in another archive"),
        ["a part of several volumes, as an extension"] = (new RawTar().Pax("GNU.volume.filename=big", "GNU.volume.size=9", "GNU.volume.offset=3").Add('0', "big", [1]), "'big' in the archive has the extension GNU.volume."),
        ["a folder of an incremental archive"] = (new RawTar().Add('D', "dir/", [1]), "'dir/' in the archive is a folder of an incremental archive"),
        ["an extended header of Solaris"] = (new RawTar().Add('X', "sun", RawTar.Records("path=other")).Add('0', "file"), "'sun' in the archive is an extended header of Solaris"),
        ["a type that nobody knows"] = (new RawTar().Add('W', "what", [1]), "'what' in the archive is of the type 'W'"),
        ["a device"] = (new RawTar().Add('3', "null"), "'null' in the archive is a character device"),
        ["another character set"] = (new RawTar().Pax("hdrcharset=ISO-IR 8859 1 1998", "path=\u00e9").Add('0', "e"), "hdrcharset=ISO-IR 8859 1 1998"),
        ["a sparse file of a later form"] = (new RawTar().Pax("GNU.sparse.major=2", "GNU.sparse.minor=0", "GNU.sparse.name=disk").Add('0', "x/disk", [1]), "map of a sparse file"),
        ["a sparse map for all"] = (new RawTar().Add('g', "all", RawTar.Records("GNU.sparse.map=0,1", "GNU.sparse.size=1")).Add('0', "disk", [1]), "'disk' in the archive has the extension GNU.sparse.map"),
        ["a sparse map that is longer than its data"] = (new RawTar().Pax("GNU.sparse.map=0,2", "GNU.sparse.size=2").Add('0', "disk", [1]), "map of a sparse file"),
        ["a sparse map that goes back"] = (new RawTar().Pax("GNU.sparse.map=5,1,0,1", "GNU.sparse.size=9").Add('0', "disk", [1, 2]), "map of a sparse file"),
        ["a sparse map beyond the end"] = (new RawTar().Pax("GNU.sparse.map=8,2", "GNU.sparse.size=9").Add('0', "disk", [1, 2]), "map of a sparse file"),
        ["a sparse map without end"] = (new RawTar().Pax("GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=9").Add('0', "disk", [.. "3\n"u8, .. new byte[510]]), "map of a sparse file"),
        ["a content that a folder cannot have"] = (new RawTar().Add('5', "dir/", [1]), "'dir/' in the archive is no file and has a content"),
        ["a content that a hard link cannot have"] = (new RawTar().Add('0', "a", [1]).Add('1', "b", [1], h => RawTar.Write(h, 157, "a")), "'b' in the archive is no file and has a content"),
        ["a negative size"] = (new RawTar().Add('0', "a", [1], h => Array.Fill(h, (byte)0xFF, 124, 12)), "a size is negative or too large"),
        ["a size that overflows"] = (new RawTar().Add('0', "a", [1], h => { Array.Fill(h, (byte)0xFF, 125, 11); h[124] = 0x80; }), "a size is not a number"),
        ["a size of more digits than there are"] = (new RawTar().Pax("size=99999999999999999999").Add('0', "a", [1]), "a size is not a number"),
        ["a size that is none"] = (new RawTar().Add('0', "a", [1], h => RawTar.Write(h, 124, "0000000009 ")), "a size is not a number"),
        ["a zero in a name"] = (new RawTar().Pax("path=a\0b").Add('0', "a"), "has a zero in its name"),
        ["a way out"] = (new RawTar().Pax("path=a/../../b").Add('0', "a"), "'a/../../b' in the archive is outside"),
        ["the machine's own path"] = (new RawTar().Pax("path=/etc/passwd").Add('0', "a"), "'/etc/passwd' in the archive is outside"),
        ["a way out in the older way"] = (new RawTar().Add('L', "././@LongLink", "../b\0"u8.ToArray()).Add('0', "a"), "'../b' in the archive is outside"),
        ["a hard link out"] = (new RawTar().Pax("linkpath=../b").Add('1', "a"), "'../b' in the archive is outside"),
        ["a link to nothing"] = (new RawTar().Add('2', "a"), "'a' in the archive is a link without a target"),
        ["no name"] = (new RawTar().Add('0', ""), "has no name"),
        ["a name that no file can have"] = (new RawTar().Pax("path=" + new string('n', 256)).Add('0', "a"), "more than 255 bytes"),
        ["folders without end"] = (new RawTar().Pax("path=" + string.Concat(Enumerable.Repeat("a/", 501))).Add('5', "a"), "more than 500 folders deep"),
        ["a record that is shorter than it says"] = (new RawTar().Add('x', "pax", "99 path=a\n"u8.ToArray()).Add('0', "a"), "a record of a wrong length"),
        ["a record without an end"] = (new RawTar().Add('x', "pax", "10 path=abc"u8.ToArray()).Add('0', "a"), "a record of a wrong length"),
        ["a record without a key"] = (new RawTar().Add('x', "pax", "6 =ab\n"u8.ToArray()).Add('0', "a"), "a record without a key"),
        ["a time that is none"] = (new RawTar().Pax("mtime=yesterday").Add('0', "a"), "an mtime is not a number"),
        ["an owner that is none"] = (new RawTar().Pax("uid=-5").Add('0', "a"), "a uid is not a number"),
        ["an owner that Linux cannot have"] = (new RawTar().Pax("uid=4294967295").Add('0', "a"), "'a' in the archive has an owner"),
        ["a header of nothing"] = (new RawTar().Pax("path=b"), "after the header of a header"),
        ["another sum"] = (new RawTar().Add('0', "a").Raw([.. "b"u8, .. new byte[511]]), "another checksum than it says, at or behind 'a'"),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    public void Dispose() => volume.Dispose();

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public async Task What_cannot_be_read_right_is_refused_in_words_and_changes_nothing(string what)
    {
        await volume.WriteAsync("kept", "kept");
        var error = await VolumeFilesTests.RefusedAsync(ErrorCode.Validation, () => volume.Files.UnpackAsync("", Refused[what].Tar.End(), UnpackMode.Replace, None));
        Assert.Contains(Refused[what].Reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(["kept"], await volume.NamesAsync());
        Assert.Empty(volume.Beside);
    }

    [Fact]
    public async Task An_archive_without_its_end_is_refused_wherever_it_was_cut_off()
    {
        var whole = new RawTar().Pax("path=long").Add('0', "a", new byte[700]).Add('5', "b/");
        var bytes = whole.CutOff().ToArray();
        for (var length = 0; length <= bytes.Length; length += 100)
            await VolumeFilesTests.RefusedAsync(ErrorCode.Validation, () => volume.Files.UnpackAsync("", new MemoryStream(bytes, 0, length), UnpackMode.Replace, None));
        await VolumeFilesTests.RefusedAsync(ErrorCode.Validation, () => volume.Files.UnpackAsync("", whole.CutOff(), UnpackMode.Replace, None));
        await volume.Files.UnpackAsync("", whole.End(), UnpackMode.Replace, None);
        Assert.Equal(["b", "long"], await volume.NamesAsync());
    }

    [Fact]
    public async Task Names_are_the_bytes_that_they_are()
    {
        await volume.Files.UnpackAsync("", new RawTar()
            .Pax("path=a\nb=c\n9 x=y\n").Add('0', "a")
            .Pax("hdrcharset=BINARY", "path=d\xff\xfe/").Add('5', "d")
            .Pax("path=raw\u00e9").Add('0', "r")                              // as GNU tar writes them
            .Pax("linkpath=to\nthere\xff").Add('2', "link")
            .Add('0', "./dots//and/./slashes")
            .Add('L', "././@LongLink", [.. Encoding.ASCII.GetBytes(new string('l', 150)), 0]).Add('0', "l")
            .Add('0', "file", change: h => RawTar.Write(h, 345, "prefix"))
            .Add('0', "old", change: h => RawTar.Write(h, 257, "\0\0\0\0\0\0\0\0"))
            .Add('\0', "v7folder/", change: h => RawTar.Write(h, 257, "\0\0\0\0\0\0\0\0"))
            .End(), UnpackMode.Replace, None);
        var listed = await TreeListing.RunAsync(volume.Mountpoint, "find . -mindepth 1 -printf '%P%y→%l\\0'");
        Assert.Equal(
            new[] { "a\nb=c\n9 x=y\nf→", "d\u00ff\u00fed→", "raw\u00e9f→", "linkl→to\nthere\xff", "dotsd→", "dots/andd→", "dots/and/slashesf→", new string('l', 150) + "f→", "prefixd→", "prefix/filef→", "oldf→", "v7folderd→" }
                .Select(n => n.Replace("→", "\u00e2\u0086\u0092", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Numbers_are_read_in_all_their_forms()
    {
        await volume.Files.UnpackAsync("", new RawTar()
            .Add('g', "all", RawTar.Records("mtime=1234567890.25", "comment=x"))
            .Add('0', "all")
            .Pax("mtime=").Add('0', "header")
            .Pax("mtime=-1.5", "uid=4294967294", "gid=3000000000").Add('0', "before")
            .Pax("mtime=1.123456789999").Add('0', "nanoseconds")
            .Pax("mtime=").Add('0', "binary", change: h => { RawTar.Write(h, 136, "\x80\0\0\0\0\0\0\x03\x7f\xff\xff\xff"); RawTar.Write(h, 108, "\x80\0\0\0\xb2\xd0\x5e\0"); })
            .Pax("mtime=").Add('0', "spaces", change: h => { RawTar.Write(h, 136, "       1750 "); RawTar.Write(h, 100, "100600 \0"); })
            .Add('V', "a label of a tape", change: h => RawTar.Write(h, 257, "\0\0\0\0\0\0\0\0"))
            .End(), UnpackMode.Replace, None);
        Assert.Equal(
            "all 0:0 644 1234567890.2500000000\nbefore 4294967294:3000000000 644 -2.5000000000\nbinary 3000000000:0 644 15032385535.0000000000\nheader 0:0 644 1.0000000000\n"
            + "nanoseconds 0:0 644 1.1234567890\nspaces 0:0 600 1000.0000000000\n",       // find writes the fraction of a negative time as what is added
            await TreeListing.RunAsync(volume.Mountpoint, "find . -mindepth 1 -printf '%P %U:%G %m %T@\\n' | sort"));
    }

    [Theory]
    [InlineData("4611686018427387904")]
    [InlineData("-4611686018427387904")]
    [InlineData("253402300800")]
    public async Task A_time_that_NET_does_not_know_is_no_trouble(string seconds)
    {
        foreach (var mode in Enum.GetValues<UnpackMode>()) await volume.Files.UnpackAsync("", new RawTar().Pax("mtime=" + seconds).Add('0', "a").End(), mode, None);
        Assert.NotNull(await volume.Files.FindAsync("a", None));
        using var packed = new MemoryStream();
        await new TarWriter(packed).WriteAsync(new TarMember("a", TarKind.Folder) { Modified = new(long.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), 5) }, null, None);
        packed.Position = 0;
        Assert.Equal(new(long.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), 5), (await new TarReader(packed).NextAsync(None))!.Modified);
    }

    [Fact]
    public async Task A_sparse_file_as_other_programs_write_it_comes_back_whole()
    {
        await using (var disk = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Files/Tar/disk.tar"))) await volume.Files.UnpackAsync("", disk, UnpackMode.Merge, None);
        Assert.Equal(["disk.img", "plain.txt"], await volume.NamesAsync());
        Assert.Equal((10_485_760L, 6L), (new FileInfo(volume.At("disk.img")).Length, new FileInfo(volume.At("plain.txt")).Length));
        await TreeListing.RunAsync(Path.GetDirectoryName(volume.Mountpoint)!, $"mkdir theirs && tar -xf '{Path.Combine(AppContext.BaseDirectory, "Files/Tar/disk.tar")}' -C theirs && cmp theirs/disk.img _data/disk.img && rm -r theirs");
        Assert.InRange(long.Parse(await TreeListing.RunAsync(volume.Mountpoint, "stat -c %b disk.img"), System.Globalization.CultureInfo.InvariantCulture), 1, 1000);
    }

    [Fact]
    public async Task An_owner_that_Linux_cannot_have_is_no_trouble_where_owners_do_not_count()
    {
        await volume.Files.UnpackAsync("", new RawTar().Pax("uid=99999999999").Add('0', "a").End(), UnpackMode.Merge, None);
        Assert.Equal(["a"], await volume.NamesAsync());
    }
}
