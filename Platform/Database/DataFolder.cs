using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Database;

/// <summary>The folder of everything that is kept. Holding it is holding its lock: two servers on one folder would ruin each other's work.</summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream hold;

    /// <summary>Makes the folder if need be, and takes it.</summary>
    /// <exception cref="IOException">Another process has it.</exception>
    public DataFolder(IOptions<DataOptions> options)
    {
        Root = Path.GetFullPath(options.Value.Directory);
        Directory.CreateDirectory(Root);
        System.IO.File.SetUnixFileMode(Root, OwnerOnly);
        try
        {
            hold = new FileStream(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"Another GraphPlatform uses the data folder {Root}. Stop it, or give this one a folder of its own with --data.", error);
        }
    }

    /// <summary>Its absolute path.</summary>
    public string Root { get; }

    /// <summary>A folder inside it, made if need be.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name), OwnerOnly).FullName;

    /// <summary>The path of a file inside it.</summary>
    public string File(string name) => Path.Combine(Root, name);

    /// <inheritdoc />
    public void Dispose() => hold.Dispose();
}
