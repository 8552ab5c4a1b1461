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

    /// <summary>How many names it has.</summary>
    public uint Links => links;

    public uint User => user;

    public uint Group => group;

    /// <summary>The lowest twelve bits.</summary>
    public int Mode => mode & 0xFFF;

    public long Size => size;

    /// <summary>Which file it is, whatever its name.</summary>
    public (uint Major, uint Minor, ulong Inode) Identity => (deviceMajor, deviceMinor, inode);

    public DateTimeOffset ModifiedAt => DateTimeOffset.UnixEpoch.AddSeconds(modifiedSeconds).AddTicks(modifiedNanoseconds / 100);

    /// <summary>Another one after each change: every one of them moves the time that only the kernel sets, and a new file has another number.</summary>
    public string Version => $"{inode:x}-{size:x}-{changedSeconds:x}.{changedNanoseconds:x}";
}
