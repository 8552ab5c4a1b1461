using System.Formats.Tar;
using System.Text;
using GraphPlatform.Agent.Files;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Tests.Platform.Files;

/// <summary>A folder as the engine keeps one for a volume, with something outside of it that must stay there.</summary>
internal sealed class VolumeFixture : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-test-");
    private readonly Lock writes = new();
    private readonly FolderWatches watches = new();

    public VolumeFixture()
    {
        Directory.CreateDirectory(Mountpoint);
        File.WriteAllText(Outside, "secret");
        Files = Open();
    }

    /// <summary>Where it is.</summary>
    public string Mountpoint => Path.Combine(folder.FullName, "volume", "_data");

    /// <summary>A file that is not in it.</summary>
    public string Outside => Path.Combine(folder.FullName, "outside.txt");

    public IVolumeFiles Files { get; }

    /// <summary>What lies beside the volume: nothing, when all is finished.</summary>
    public string[] Beside => [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Mountpoint)!).Select(Path.GetFileName).OfType<string>().Where(n => n != "_data")];

    /// <summary>Opens it as an independent caller does.</summary>
    public IVolumeFiles Open() => new VolumeFiles(VolumeFolder.Open(Mountpoint), writes, watches, TimeProvider.System);

    public string At(string path) => Path.Combine(Mountpoint, path);

    public Task<FileEntry> WriteAsync(string path, string text, string? expected = null) =>
        Files.WriteAsync(path, new MemoryStream(Encoding.UTF8.GetBytes(text)), expected, CancellationToken.None);

    public async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(await Files.ReadAsync(path, CancellationToken.None));
        return await reader.ReadToEndAsync();
    }

    public async Task UnpackEntriesAsync(UnpackMode mode, params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
            foreach (var entry in entries) await writer.WriteEntryAsync(entry);
        tar.Position = 0;
        await Files.UnpackAsync("", tar, mode, CancellationToken.None);
    }

    public async Task<string[]> NamesAsync(string path = "", string after = "", int limit = 100) =>
        [.. (await Files.ListAsync(path, after, limit, CancellationToken.None)).Entries.Select(e => e.Name)];

    public void Dispose()
    {
        Files.Dispose();
        watches.Dispose();
        // .NET cannot remove what has a name that is not UTF-8, nor what is deeper than a path may be.
        using var removal = System.Diagnostics.Process.Start("rm", ["-rf", folder.FullName]);
        removal.WaitForExit();
    }
}
