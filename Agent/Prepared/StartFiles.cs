using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Agent.Prepared;

/// <summary>
/// What prepared instances on this machine are told, a folder for each in memory: the file that its init waits for, and the environment that commands in it
/// get besides the image's. They are gone with the machine's processes, and written anew before the next start.
/// </summary>
internal sealed class StartFiles(InstallationId installation)
{
    /// <summary>The file that an init waits for.</summary>
    public const string FileName = "run";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Whoever the image's user is reads it; on this machine nobody but root gets as far as its folder.
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode SeenByAll = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string[] Places = ["/run", "/dev/shm"];

    /// <summary>Where they are: on the first file system in memory that the machine has.</summary>
    public string Root => field ??= Path.Combine(Array.Find(Places, IsInMemory) ?? Places[0], "graphplatform", installation.Value);

    /// <summary>Makes the folder that an instance has mounted.</summary>
    /// <exception cref="PlatformException">ENGINE: it cannot be made.</exception>
    public string Make(string instanceId) => Attempt(() =>
    {
        Directory.CreateDirectory(Root, OwnerOnly);
        var folder = Directory.CreateDirectory(Folder(instanceId)).FullName;
        File.SetUnixFileMode(folder, SeenByAll);
        return folder;
    });

    /// <summary>Whether an instance was prepared.</summary>
    public bool IsPrepared(string instanceId) => Directory.Exists(Folder(instanceId));

    /// <summary>When a prepared instance was told what to run; null while it waits.</summary>
    public DateTimeOffset? ToldAt(string instanceId)
    {
        var file = new FileInfo(Path.Combine(Folder(instanceId), FileName));
        return file.Exists ? file.LastWriteTimeUtc : null;
    }

    /// <summary>Tells an instance what to run. Whole or not at all: it looks while we write.</summary>
    /// <exception cref="PlatformException">ENGINE: it cannot be written.</exception>
    public void Tell(string instanceId, string script, IReadOnlyList<string> environment) => Attempt(() =>
    {
        var told = Path.Combine(Folder(instanceId), FileName);
        File.WriteAllText(Environment(instanceId), string.Join('\0', environment));
        File.WriteAllText(told + ".new", script, new UTF8Encoding(false));
        File.SetUnixFileMode(told + ".new", ReadByAll);
        File.Move(told + ".new", told, overwrite: true);
        return true;
    });

    /// <summary>Takes back what it was told: at its next start it waits again.</summary>
    public void TakeBack(string instanceId) => Attempt(() =>
    {
        File.Delete(Path.Combine(Make(instanceId), FileName));
        return true;
    });

    /// <summary>What commands in an instance have in their environment besides the image's; nothing for one that was not prepared, whose the engine knows.</summary>
    public IReadOnlyList<string> EnvironmentOf(string instanceId)
    {
        var file = Environment(instanceId);
        return File.Exists(file) ? File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    /// <summary>Forgets an instance that is gone.</summary>
    public void Remove(string instanceId) => Attempt(() =>
    {
        try
        {
            Directory.Delete(Path.Combine(Root, instanceId), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It was no prepared one, or it is forgotten already.
        }

        return true;
    });

    private static bool IsInMemory(string place) => Directory.Exists(place) && new DriveInfo(place).DriveFormat == "tmpfs";

    private static T Attempt<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PlatformException(ErrorCode.Engine, $"The files of prepared instances cannot be written: {error.Message}") { Transient = true };
        }
    }

    private string Folder(string instanceId) => Path.Combine(Root, instanceId, "start");

    private string Environment(string instanceId) => Path.Combine(Root, instanceId, "environment");
}
