using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>The calls themselves.</summary>
internal static partial class Linux
{
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long OpenAt2Call(long number, SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, ref OpenHow how, nint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long GetEntries(long number, SafeFileHandle folder, [Out] byte[] buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int from);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint ReadLinkAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, [Out] byte[] buffer, nint size);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    private static partial int MkdirAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, int mode);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    private static partial int SymlinkAt([MarshalUsing(typeof(LinuxText))] string target, SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    private static partial int LinkAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, SafeFileHandle toFolder, [MarshalUsing(typeof(LinuxText))] string toPath, int flags);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static partial int RenameAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, SafeFileHandle toFolder, [MarshalUsing(typeof(LinuxText))] string toPath, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int UnlinkAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static partial int RenameRaw(SafeFileHandle folder, byte[] name, SafeFileHandle toFolder, [MarshalUsing(typeof(LinuxText))] string toPath, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int UnlinkRaw(SafeFileHandle folder, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    private static partial int ChownAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static partial int Chmod(SafeFileHandle file, int mode);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    private static partial int UtimensAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, [In] Timespec[] times, int flags);

    [LibraryImport("libc", EntryPoint = "mknodat", SetLastError = true)]
    private static partial int MknodAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, int mode, ulong device);

    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true)]
    private static partial int ChmodAt(SafeFileHandle folder, [MarshalUsing(typeof(LinuxText))] string path, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "listxattr", SetLastError = true)]
    private static partial nint ListAttributes([MarshalUsing(typeof(LinuxText))] string path, [Out] byte[] names, nuint size);

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
