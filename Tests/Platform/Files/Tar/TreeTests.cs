using System.Globalization;
using GraphPlatform.Agent.Files;
using GraphPlatform.Platform.Files;
using GraphPlatform.Tests.Hosting.Trees;

namespace GraphPlatform.Tests.Platform.Files.Tar;

/// <summary>Random trees through the packer and the unpacker, and through those of GNU tar and bsdtar.</summary>
public sealed class TreeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    public static TheoryData<string, string, TreeParts> Archivers => new()
    {
        { "tar", "--format=v7", TreeParts.Plain },
        { "tar", "--format=oldgnu", TreeParts.Bytes | TreeParts.Pipes | TreeParts.LargeNumbers },
        { "tar", "--format=gnu", TreeParts.Bytes | TreeParts.Pipes | TreeParts.LargeNumbers },
        { "tar", "--format=gnu -S", TreeParts.Holes | TreeParts.Bytes },
        { "tar", "--format=ustar", TreeParts.Pipes },
        { "tar", "--format=posix", TreeParts.All & ~(TreeParts.Devices | TreeParts.LongPaths) },
        { "tar", "--format=posix -S", TreeParts.Holes | TreeParts.Bytes },
        { "tar", "--format=posix -S --sparse-version=0.0", TreeParts.Holes },
        { "tar", "--format=posix -S --sparse-version=0.1", TreeParts.Holes },
        { "bsdtar", "--format=v7tar", TreeParts.Plain },
        { "bsdtar", "--format=ustar", TreeParts.Pipes },
        { "bsdtar", "--format=gnutar", TreeParts.Pipes | TreeParts.LargeNumbers },
        { "bsdtar", "--format=pax", TreeParts.Bytes | TreeParts.Pipes | TreeParts.Holes | TreeParts.LargeNumbers },
    };

    [Fact]
    public async Task A_tree_comes_back_equal_and_what_a_tar_cannot_hold_is_named()
    {
        for (var seed = Seed; seed < Seed + (Full ? 300 : 20); seed++)
        {
            using var volume = new VolumeFixture();
            using var copy = new VolumeFixture();
            var tree = new RandomTree(seed, TreeParts.All);
            await tree.MakeAsync(volume.Mountpoint);
            await copy.WriteAsync("old", "old");
            using var tar = new MemoryStream();
            var packed = await volume.Files.PackAsync("", tar, None);
            tar.Position = 0;
            Assert.Equal(packed.Content, await TarUnpacker.CheckAsync(tar, None));
            Assert.Equal(tree.Devices, packed.LeftOutCount);
            Assert.All(packed.LeftOut, l => Assert.Equal("a device", l.What));
            tar.Position = 0;
            await copy.Files.UnpackAsync("", tar, UnpackMode.Replace, None);
            Equal($"seed {seed}", await TreeListing.OfAsync(volume.Mountpoint, leave: "cb"), await TreeListing.OfAsync(copy.Mountpoint));
            Assert.Empty(copy.Beside);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Archivers))]
    public async Task What_another_program_has_packed_is_unpacked_as_that_program_does(string program, string options, TreeParts parts)
    {
        await RequireAsync(program);
        var done = 0;
        for (var seed = Seed; seed < Seed + (Full ? 40 : 3); seed++)
        {
            using var volume = new VolumeFixture();
            using var copy = new VolumeFixture();
            await new RandomTree(seed, parts).MakeAsync(volume.Mountpoint);
            var folder = Path.GetDirectoryName(Path.GetDirectoryName(copy.Mountpoint))!;
            // What a format cannot hold is left out by the program that writes it, with a warning.
            await TreeListing.RunAsync(folder, $"{program} --numeric-owner {options} -cf archive.tar -C {volume.Mountpoint} . 2> warnings || [ $? -lt 3 ]");
            // A hard link to what was left out is no archive for that program either.
            if (await TreeListing.RunAsync(folder, $"mkdir theirs; {program} --numeric-owner -xpf archive.tar -C theirs 2> warnings || echo failed") != "") continue;
            done++;
            await using (var tar = File.OpenRead(Path.Combine(folder, "archive.tar"))) await copy.Files.UnpackAsync("", tar, UnpackMode.Replace, None);
            // bsdtar does not set the time of the folder that it is in.
            var root = program == "tar";
            Equal($"seed {seed}", await TreeListing.OfAsync(Path.Combine(folder, "theirs"), root: root), await TreeListing.OfAsync(copy.Mountpoint, root: root));
        }

        Assert.InRange(done, 2, int.MaxValue);
    }

    [SkippableTheory]
    [InlineData("tar")]
    [InlineData("bsdtar")]
    public async Task What_is_packed_here_is_unpacked_equal_by_others(string program)
    {
        await RequireAsync(program);
        for (var seed = Seed; seed < Seed + (Full ? 40 : 5); seed++)
        {
            using var volume = new VolumeFixture();
            using var copy = new VolumeFixture();
            // bsdtar takes the fraction of a negative time for one that is added.
            await new RandomTree(seed, TreeParts.All & ~(TreeParts.LongPaths | (program == "tar" ? 0 : TreeParts.NegativeFractions))).MakeAsync(volume.Mountpoint);
            await using (var tar = File.Create(copy.At("../archive.tar"))) await volume.Files.PackAsync("", tar, None);
            await TreeListing.RunAsync(copy.Mountpoint, $"{program} --numeric-owner -xpf ../archive.tar; rm ../archive.tar");
            var root = program == "tar";
            Equal($"seed {seed}", await TreeListing.OfAsync(volume.Mountpoint, "cb", root), await TreeListing.OfAsync(copy.Mountpoint, "cb", root));
        }
    }

    private static async Task RequireAsync(string program) =>
        Skip.If(await TreeListing.RunAsync("/", $"command -v {program} || true") == "", $"no {program}");

    private static void Equal(string which, string expected, string found)
    {
        var (before, after) = (expected.Split('\n'), found.Split('\n'));
        Assert.True(expected == found, $"{which}:\n- {string.Join("\n- ", before.Except(after))}\n+ {string.Join("\n+ ", after.Except(before))}");
    }
}
