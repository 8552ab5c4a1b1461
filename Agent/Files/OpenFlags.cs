namespace GraphPlatform.Agent.Files;

/// <summary>How a file is opened: the values of open(2) on x86.</summary>
[Flags]
internal enum OpenFlags
{
    Read = 0,
    Write = 0x1,
    Create = 0x40,
    New = 0x80,
    NonBlocking = 0x800,
    Folder = 0x10000,
    NoFollow = 0x20000,
    CloseOnExec = 0x80000,

    /// <summary>A handle for what it is, that can neither read nor write: opening a device or a pipe so does nothing to it.</summary>
    Place = 0x200000,
}
