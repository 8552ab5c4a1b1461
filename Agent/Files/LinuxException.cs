using GraphPlatform.Platform.Access;

namespace GraphPlatform.Agent.Files;

/// <summary>A call that Linux refused.</summary>
internal sealed class LinuxException(int error, string name) : Exception($"{name}: errno {error}")
{
    /// <summary>One of <see cref="LinuxError"/>.</summary>
    public int Error => error;

    /// <summary>What it means to a user.</summary>
    /// <param name="path">What the call was about, as the user calls it.</param>
    public PlatformException Explain(string path) => error switch
    {
        LinuxError.NotFound => new(ErrorCode.NotFound, $"There is no '{path}'."),
        LinuxError.NotAFolder => new(ErrorCode.Conflict, $"A part of '{path}' is no folder."),
        LinuxError.IsAFolder => new(ErrorCode.Conflict, $"'{path}' is a folder."),
        LinuxError.Exists => new(ErrorCode.Conflict, $"There is a '{path}' already."),
        LinuxError.NotEmpty => new(ErrorCode.Conflict, $"'{path}' is a folder with something in it."),
        LinuxError.Loop => new(ErrorCode.Conflict, $"'{path}' is a link, or there is one on the way to it, and links are not followed."),
        LinuxError.Again => new(ErrorCode.Conflict, $"A program holds '{path}' for itself just now."),
        LinuxError.OtherDevice => new(ErrorCode.Validation, $"'{path}' leads out of the volume."),
        LinuxError.NameTooLong => new(ErrorCode.Validation, $"'{path}' is too long: a name has at most 255 bytes, a path 4,095."),
        LinuxError.Invalid => new(ErrorCode.Validation, $"'{path}' cannot be there."),
        LinuxError.NoSpace or LinuxError.QuotaReached => new(ErrorCode.Capacity, $"The disk is full: '{path}' was not written. Free some space, then try again."),
        LinuxError.TooLarge => new(ErrorCode.Validation, $"'{path}' would have a file that is larger than the disk can have one."),
        LinuxError.ReadOnly => new(ErrorCode.Engine, $"The disk is read-only: '{path}' was not written. See the worker's kernel log."),
        LinuxError.Denied or LinuxError.NotPermitted => new(ErrorCode.Engine, "The server may not read the engine's volumes. It must run as root on the engine's machine for that."),
        _ => new(ErrorCode.Engine, $"The worker's disk refused '{path}' (errno {error})."),
    };
}

/// <summary>Linux's numbers of errors that mean something to a user: errno(3).</summary>
internal static class LinuxError
{
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int Again = 11;
    public const int Denied = 13;
    public const int Exists = 17;
    public const int OtherDevice = 18;
    public const int NotAFolder = 20;
    public const int IsAFolder = 21;
    public const int Invalid = 22;
    public const int TooLarge = 27;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int NameTooLong = 36;
    public const int NotEmpty = 39;
    public const int Loop = 40;
    public const int NotSupported = 95;
    public const int QuotaReached = 122;
}
