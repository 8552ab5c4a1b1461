using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Logs;

/// <summary>
/// The files of one instance's log, the oldest first. The engine renames <c>container.log</c> to <c>.1</c>, that to <c>.2</c>, and removes the last. What is held open can be
/// read nevertheless, and Linux tells by which name it goes now: so it is known which file came after which, and when one was removed before it could be opened.
/// </summary>
internal sealed class LocalLogFiles(string folder) : IDisposable
{
    public const string Name = "container.log";

    // A reader that is slower than the engine must not keep removed files on the disk without end.
    private const int MaxHeld = 8;
    private const int MaxNumber = 16;

    private readonly Queue<LocalLogFile> held = new();
    private LocalLogFile? newest;

    /// <summary>The one to read now; null while there is none.</summary>
    public LocalLogFile? Current => held.TryPeek(out var file) ? file : null;

    /// <summary>Whether the current one is complete, as there is a later one.</summary>
    public bool HasNext => held.Count > 1;

    /// <summary>Begins with the newest file whose first record is not after a time; with the oldest when there is none.</summary>
    public void Begin(Func<SafeFileHandle, bool> reaches)
    {
        for (var number = 0; number <= MaxNumber && Open(number) is { } handle; number++)
        {
            Hold(handle, afterGap: false);
            if (held.Count > 1) held.Dequeue().Dispose();
            if (reaches(handle)) return;
        }
    }

    /// <summary>Opens the files that came after those that are held.</summary>
    public void Extend()
    {
        while (held.Count < MaxHeld)
        {
            var number = newest?.Number;
            if (number == 0) return;
            if (number is not { } known)
            {
                if (OpenOldest() is not { } oldest) return;
                Hold(oldest, afterGap: newest is not null);
            }
            else if (Open(known - 1) is not { } handle)
            {
                return;     // the engine has renamed the last and not made the new one yet
            }
            else if (LocalLogFile.NumberOf(handle) is { } now && newest!.Number == now + 1)
            {
                Hold(handle, afterGap: false);
            }
            else
            {
                handle.Dispose();       // the engine renamed them at this moment
            }
        }
    }

    /// <summary>Goes on to the next file.</summary>
    public void MoveNext() => held.Dequeue().Dispose();

    public void Dispose()
    {
        while (held.TryDequeue(out var file)) file.Dispose();
    }

    private void Hold(SafeFileHandle handle, bool afterGap) => held.Enqueue(newest = new LocalLogFile(handle, afterGap));

    private SafeFileHandle? OpenOldest()
    {
        SafeFileHandle? oldest = null;
        for (var number = 0; number <= MaxNumber && Open(number) is { } older; number++)
        {
            oldest?.Dispose();
            oldest = older;
        }

        return oldest;
    }

    private SafeFileHandle? Open(int number)
    {
        try
        {
            var path = Path.Combine(folder, number == 0 ? Name : Name + "." + number.ToString(CultureInfo.InvariantCulture));
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>A file that is held open.</summary>
/// <param name="handle">It.</param>
/// <param name="afterGap">Whether one or more before it were removed unread.</param>
internal sealed class LocalLogFile(SafeFileHandle handle, bool afterGap) : IDisposable
{
    public SafeFileHandle Handle => handle;

    public bool AfterGap => afterGap;

    /// <summary>How often it was renamed; null when it was removed.</summary>
    public int? Number => NumberOf(handle);

    public static int? NumberOf(SafeFileHandle handle)
    {
        var path = File.ResolveLinkTarget("/proc/self/fd/" + handle.DangerousGetHandle(), returnFinalTarget: false)?.FullName;
        if (path is null) return null;
        var name = Path.GetFileName(path.AsSpan());
        if (name.SequenceEqual(LocalLogFiles.Name)) return 0;
        return int.TryParse(name[(LocalLogFiles.Name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public void Dispose() => handle.Dispose();
}
