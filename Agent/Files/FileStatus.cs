using System.Runtime.InteropServices;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Agent.Files;

/// <summary>What Linux says of a file: struct statx of statx(2), which is the same on all machines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileStatus
{
    private const int KindMask = 0xF000;

    [FieldOffset(16)] private readonly uint links;
    [FieldOffset(20)] private readonly uint user;
    [FieldOffset(24)] private readonly uint group;
    [FieldOffset(28)] private readonly ushort mode;
    [FieldOffset(32)] private readonly ulong inode;
    [FieldOffset(40)] private readonly long size;
    [FieldOffset(96)] private readonly long changedSeconds;
    [FieldOffset(104)] private readonly uint changedNanoseconds;
    [FieldOffset(112)] private readonly long modifiedSeconds;
    [FieldOffset(120)] private readonly uint modifiedNanoseconds;
    [FieldOffset(136)] private readonly uint deviceMajor;
    [FieldOffset(140)] private readonly uint deviceMinor;

    public FileKind Kind => (mode & KindMask) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Folder,
        0xA000 => FileKind.Link,
        _ => FileKind.Other,
    };

    /// <summary>Whether it is a named pipe.</summary>
    public bool IsPipe => (mode & KindMask) == 0x1000;

    /// <summary>Whether it is a socket.</summary>
    public bool IsSocket => (mode & KindMask) == 0xC000;

    /// <summary>How many names it has.</summary>
    public uint Links => links;

    public uint User => user;

    public uint Group => group;

    /// <summary>The lowest twelve bits.</summary>
    public int Mode => mode & 0xFFF;

    public long Size => size;

    /// <summary>Which file it is, whatever its name.</summary>
    public (uint Major, uint Minor, ulong Inode) Identity => (deviceMajor, deviceMinor, inode);

    /// <summary>When it was written.</summary>
    public UnixTime Modified => new(modifiedSeconds, (int)modifiedNanoseconds);

    /// <summary>When it was written, as far as years have four digits: a program may set any time.</summary>
    public DateTimeOffset ModifiedAt => Modified.ToDateTimeOffset();

    /// <summary>Another one after each change that the kernel's clock tells from the one before: every one moves the time that only the kernel sets, and a new file has another number.</summary>
    public string Version => $"{inode:x}-{size:x}-{changedSeconds:x}.{changedNanoseconds:x}";
}
