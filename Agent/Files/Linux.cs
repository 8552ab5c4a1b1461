using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>
/// The calls of Linux that .NET has not: all of them name a file by an open folder and a name in it, so that nobody can exchange what lies between. Failures are <see cref="LinuxException"/>.
/// See openat2(2), statx(2), renameat2(2), unlinkat(2).
/// </summary>
internal static partial class Linux
{
    /// <summary>Where a relative path begins that belongs to no open folder.</summary>
    public static readonly SafeFileHandle NoFolder = new(-100, ownsHandle: false);

    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const int RemoveFolder = 0x200;
    private const uint NoReplace = 1;
    private const uint Exchange = 2;
    private const uint BasicStatus = 0x7ff;
    private const int OpenAt2 = 437;
    private const int Pipe = 0x1000;

    // The longest list that Linux gives.
    private const int AttributeListBytes = 64 << 10;

    // No path leads out of the folder that it begins at, and no link is followed, the magic ones of /proc included.
    private const ulong Beneath = 0x08 | 0x04 | 0x02;

    /// <summary>Opens what a path leads to from a folder, and never what is outside of it.</summary>
    public static SafeFileHandle OpenBeneath(SafeFileHandle folder, string path, OpenFlags flags, int mode = 0)
    {
        var how = new OpenHow { Flags = Native(flags | OpenFlags.CloseOnExec), Mode = (ulong)mode, Resolve = Beneath };
        while (true)
        {
            var descriptor = OpenAt2Call(OpenAt2, folder, path, ref how, Marshal.SizeOf<OpenHow>());
            if (descriptor >= 0) return new SafeFileHandle((nint)descriptor, ownsHandle: true);
            // EAGAIN: something was renamed on the way meanwhile, so the kernel cannot say whether it stayed inside.
            if (Marshal.GetLastPInvokeError() is var error && error is not (LinuxError.Again or LinuxError.Interrupted)) throw new LinuxException(error, path);
        }
    }

    /// <summary>Opens a folder of the machine itself.</summary>
    public static SafeFileHandle OpenFolder(string path)
    {
        var descriptor = OpenAt(NoFolder, path, (int)Native(OpenFlags.Folder | OpenFlags.CloseOnExec), 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new LinuxException(Marshal.GetLastPInvokeError(), path);
    }

    /// <summary>Opens once more, for reading and without waiting for whoever has a lease on it, what is held by a handle that cannot read (O_PATH): the same file, wherever it was moved.</summary>
    public static SafeFileHandle Reopen(SafeFileHandle handle)
    {
        var descriptor = OpenAt(NoFolder, OwnPath(handle), (int)Native(OpenFlags.Read | OpenFlags.NonBlocking | OpenFlags.CloseOnExec), 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new LinuxException(Marshal.GetLastPInvokeError(), "");
    }

    /// <summary>What an open file is.</summary>
    public static FileStatus Status(SafeFileHandle handle) => Status(handle, "");

    /// <summary>What has a name in a folder; a link itself.</summary>
    public static FileStatus Status(SafeFileHandle folder, string name)
    {
        Check(Statx(folder, name, (name.Length == 0 ? EmptyPath : 0) | NoFollow, BasicStatus, out var status), name);
        return status;
    }

    /// <summary>Where a link leads, as it says; with an empty name that of an open link.</summary>
    public static string ReadLink(SafeFileHandle folder, string name)
    {
        var buffer = new byte[4096];
        var length = ReadLinkAt(folder, name, buffer, buffer.Length);
        return length >= 0 ? LinuxText.Decode(buffer.AsSpan(0, (int)length)) : throw new LinuxException(Marshal.GetLastPInvokeError(), name);
    }

    public static void MakeFolder(SafeFileHandle folder, string name, int mode) => Check(MkdirAt(folder, name, mode), name);

    public static void MakeLink(SafeFileHandle folder, string name, string target) => Check(SymlinkAt(target, folder, name), name);

    /// <summary>Makes a named pipe (FIFO).</summary>
    public static void MakePipe(SafeFileHandle folder, string name, int mode) => Check(MknodAt(folder, name, Pipe | mode, 0), name);

    /// <summary>Gives a file one more name (a hard link).</summary>
    public static void Link(SafeFileHandle folder, string name, SafeFileHandle toFolder, string toName) => Check(LinkAt(folder, name, toFolder, toName, 0), toName);

    /// <summary>Renames; what has the new name is replaced, unless it is a folder with something in it.</summary>
    public static void Rename(SafeFileHandle folder, string name, SafeFileHandle toFolder, string toName) => Check(RenameAt(folder, name, toFolder, toName, 0), toName);

    /// <summary>Renames; fails with <see cref="LinuxError.Exists"/> where something has the new name.</summary>
    public static void RenameToFree(SafeFileHandle folder, string name, SafeFileHandle toFolder, string toName) => Check(RenameAt(folder, name, toFolder, toName, NoReplace), toName);

    /// <summary>What has the one name has the other now, at once.</summary>
    public static void Swap(SafeFileHandle folder, string name, SafeFileHandle otherFolder, string other) => Check(RenameAt(folder, name, otherFolder, other, Exchange), name);

    public static void Remove(SafeFileHandle folder, string name, bool isFolder) => Check(UnlinkAt(folder, name, isFolder ? RemoveFolder : 0), name);

    /// <summary>Removes a file by its raw name; that it is gone is fine.</summary>
    /// <returns>False when it is a folder.</returns>
    public static bool TryRemoveFile(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        if (UnlinkRaw(folder, Terminated(name), 0) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            LinuxError.NotFound => true,
            LinuxError.IsAFolder => false,
            _ => throw new LinuxException(error, Encoding.UTF8.GetString(name)),
        };
    }

    /// <summary>Renames what has a raw name, which may be no text.</summary>
    public static void Rename(SafeFileHandle folder, ReadOnlySpan<byte> name, SafeFileHandle toFolder, string toName) =>
        Check(RenameRaw(folder, Terminated(name), toFolder, toName, 0), toName);

    /// <summary>Changes the owner of what has a name; of a link itself.</summary>
    public static void ChangeOwner(SafeFileHandle folder, string name, uint user, uint group) => Check(ChownAt(folder, name, user, group, (name.Length == 0 ? EmptyPath : 0) | NoFollow), name);

    public static void ChangeMode(SafeFileHandle file, int mode) => Check(Chmod(file, mode), "");

    /// <summary>Changes the mode of what has a name, which must not be a link.</summary>
    public static void ChangeMode(SafeFileHandle folder, string name, int mode) => Check(ChmodAt(folder, name, mode, 0), name);

    /// <summary>The names of the extended attributes of what a handle holds (ACLs are among them); none where the disk has no such thing.</summary>
    public static IReadOnlyList<string> AttributeNames(SafeFileHandle handle)
    {
        var names = new byte[AttributeListBytes];
        var length = ListAttributes(OwnPath(handle), names, (nuint)names.Length);
        if (length >= 0) return LinuxText.Decode(names.AsSpan(0, (int)length)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return Marshal.GetLastPInvokeError() is var error && error == LinuxError.NotSupported ? [] : throw new LinuxException(error, "");
    }

    /// <summary>Sets when something was last read and written; of a link itself.</summary>
    public static void ChangeTimes(SafeFileHandle folder, string name, UnixTime modified)
    {
        var time = new Timespec(modified.Seconds, modified.Nanoseconds);
        Check(UtimensAt(folder, name, [time, time], NoFollow), name);
    }

    /// <summary>Waits until all that was written to the disk that a file is on is there.</summary>
    public static void Flush(SafeFileHandle file) => Check(SyncFs(file), "");

    /// <summary>The raw names in an open folder; the folder is read from its beginning.</summary>
    /// <param name="folder">Opened for reading.</param>
    /// <param name="name">Gets each name but <c>.</c> and <c>..</c>, in no order.</param>
    public static void ReadNames(SafeFileHandle folder, Action<ReadOnlySpan<byte>> name)
    {
        if (Seek(folder, 0, 0) < 0) throw new LinuxException(Marshal.GetLastPInvokeError(), "");
        var buffer = new byte[32 << 10];
        while (true)
        {
            var length = (int)GetEntries(GetDents64, folder, buffer, (nuint)buffer.Length);
            if (length < 0) throw new LinuxException(Marshal.GetLastPInvokeError(), "");
            if (length == 0) return;
            // struct linux_dirent64: inode (8), offset (8), length of the record (2), type (1), name, zero.
            for (var at = 0; at < length; at += BitConverter.ToUInt16(buffer, at + 16))
            {
                var found = Name(buffer.AsSpan(at + 19));
                if (!found.SequenceEqual("."u8) && !found.SequenceEqual(".."u8)) name(found);
            }
        }
    }

    /// <summary>A path by which this process finds what it holds open.</summary>
    public static string OwnPath(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    private static long GetDents64 => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 61 : 217;

    // Two of the flags have other values on ARM.
    private static ulong Native(OpenFlags flags)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.Arm64) return (ulong)flags;
        var rest = (ulong)(flags & ~(OpenFlags.Folder | OpenFlags.NoFollow));
        return rest | (flags.HasFlag(OpenFlags.Folder) ? 0x4000UL : 0) | (flags.HasFlag(OpenFlags.NoFollow) ? 0x8000UL : 0);
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> terminated) => terminated[..terminated.IndexOf((byte)0)];

    private static byte[] Terminated(ReadOnlySpan<byte> name) => [.. name, 0];

    private static void Check(int result, string name)
    {
        if (result != 0) throw new LinuxException(Marshal.GetLastPInvokeError(), name);
    }
}
