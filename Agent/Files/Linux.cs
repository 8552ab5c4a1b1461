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

    /// <summary>Opens once more, for reading, what is held by a handle that cannot read (O_PATH): the same file, wherever it was moved.</summary>
    public static SafeFileHandle Reopen(SafeFileHandle handle)
    {
        var descriptor = OpenAt(NoFolder, OwnPath(handle), (int)Native(OpenFlags.Read | OpenFlags.CloseOnExec), 0);
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
        return length >= 0 ? Encoding.UTF8.GetString(buffer, 0, (int)length) : throw new LinuxException(Marshal.GetLastPInvokeError(), name);
    }

    public static void MakeFolder(SafeFileHandle folder, string name, int mode) => Check(MkdirAt(folder, name, mode), name);

    public static void MakeLink(SafeFileHandle folder, string name, string target) => Check(SymlinkAt(target, folder, name), name);

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

    /// <summary>Sets when something was last read and written; of a link itself.</summary>
    public static void ChangeTimes(SafeFileHandle folder, string name, DateTimeOffset modified)
    {
        var (seconds, ticks) = Math.DivRem((modified - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        if (ticks < 0) (seconds, ticks) = (seconds - 1, ticks + TimeSpan.TicksPerSecond);
        var time = new Timespec(seconds, ticks * 100);
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

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long OpenAt2Call(long number, SafeFileHandle folder, string path, ref OpenHow how, nint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long GetEntries(long number, SafeFileHandle folder, [Out] byte[] buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(SafeFileHandle folder, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int from);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ReadLinkAt(SafeFileHandle folder, string path, [Out] byte[] buffer, nint size);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkdirAt(SafeFileHandle folder, string path, int mode);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SymlinkAt(string target, SafeFileHandle folder, string path);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkAt(SafeFileHandle folder, string path, SafeFileHandle toFolder, string toPath, int flags);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(SafeFileHandle folder, string path, SafeFileHandle toFolder, string toPath, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkAt(SafeFileHandle folder, string path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameRaw(SafeFileHandle folder, byte[] name, SafeFileHandle toFolder, string toPath, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int UnlinkRaw(SafeFileHandle folder, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChownAt(SafeFileHandle folder, string path, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static partial int Chmod(SafeFileHandle file, int mode);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UtimensAt(SafeFileHandle folder, string path, [In] Timespec[] times, int flags);

    /// <summary>struct open_how of openat2(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec(long seconds, long nanoseconds)
    {
        private readonly long seconds = seconds;
        private readonly long nanoseconds = nanoseconds;
    }
}

/// <summary>How a file is opened: the values of open(2) on x86.</summary>
[Flags]
internal enum OpenFlags
{
    Read = 0,
    Write = 0x1,
    Create = 0x40,
    New = 0x80,
    Folder = 0x10000,
    NoFollow = 0x20000,
    CloseOnExec = 0x80000,

    /// <summary>A handle for what it is, that can neither read nor write: opening a device or a pipe so does nothing to it.</summary>
    Place = 0x200000,
}
