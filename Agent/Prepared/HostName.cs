using System.Runtime.InteropServices;

namespace GraphPlatform.Agent.Prepared;

/// <summary>Gives a container that is there already another host name, which the engine cannot: sethostname(2) in its UTS namespace (namespaces(7)).</summary>
internal static partial class HostName
{
    private const int NewUts = 0x04000000;

    /// <summary>Sets it. Needs root on the engine's own machine.</summary>
    /// <param name="pid">A process of the container, on this machine.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether it has it now.</returns>
    public static bool Set(int pid, string name)
    {
        var done = false;

        // A namespace is a thread's: this one ends with it, so no other work ever runs under the container's name.
        var thread = new Thread(() => done = EnterAndSet(pid, name), maxStackSize: 128 << 10);
        thread.Start();
        thread.Join();
        return done;
    }

    private static bool EnterAndSet(int pid, string name)
    {
        var file = Open($"/proc/{pid}/ns/uts", 0);
        if (file < 0) return false;
        var entered = SetNamespace(file, NewUts) == 0;
        _ = Close(file);
        return entered && SetHostName(name, name.Length) == 0;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "setns")]
    private static partial int SetNamespace(int file, int kind);

    [LibraryImport("libc", EntryPoint = "sethostname", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetHostName(string name, nint length);
}
