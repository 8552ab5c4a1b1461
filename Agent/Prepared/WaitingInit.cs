using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Agent.Prepared;

/// <summary>The small static init of prepared instances: a shell that waits for a file with what to run, and becomes that.</summary>
internal sealed class WaitingInit(DataFolder data, AgentOptions options)
{
    /// <summary>Where it is inside.</summary>
    public const string Busybox = Folder + "/busybox";

    private const string Folder = "/.graphplatform/init";
    private const string StartFolder = "/.graphplatform/start";

    // A frozen instance waits without looking; one that was just thawed finds the file at its first look.
    private const string Script = $"""
        until [ -r {StartFolder}/{StartFiles.FileName} ]; do {Busybox} sleep 0.01; done
        . {StartFolder}/{StartFiles.FileName}

        """;

    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly Lock gate = new();
    private string? folder;
    private bool? namesPrograms;

    /// <summary>What it is started as.</summary>
    public static IReadOnlyList<string> Command { get; } = [Busybox, "sh", Folder + "/wait"];

    /// <summary>Whether its shell can give a program a name other than its path: <c>exec -a</c>, as busybox 1.27 and newer are built by most.</summary>
    public bool NamesPrograms => namesPrograms ??= CanName(Path.Combine(Installed(), "busybox"));

    /// <summary>What an instance that starts with it has mounted, read-only.</summary>
    /// <exception cref="PlatformException">ENGINE: there is no busybox.</exception>
    public IReadOnlyList<Mount> Mounts(string startFolder) =>
        [Mount.Bind(Installed(), Folder, readOnly: true), Mount.Bind(startFolder, StartFolder, readOnly: true)];

    /// <summary>Its folder on this machine, named after its content: instances that run keep the one that they were made with.</summary>
    private string Installed()
    {
        lock (gate)
        {
            if (folder is not null) return folder;
            if (!File.Exists(options.Busybox))
                throw new PlatformException(ErrorCode.Engine, $"Warm pools need a static busybox, and there is no {options.Busybox}. Install it (apt-get install busybox-static), or say where it is with Agent:Busybox.");
            var busybox = File.ReadAllBytes(options.Busybox);
            var name = Convert.ToHexStringLower(SHA256.HashData([.. busybox, .. Encoding.UTF8.GetBytes(Script)]))[..16];
            var target = Directory.CreateDirectory(Path.Combine(data.Folder("agent"), "init-" + name)).FullName;
            Write(Path.Combine(target, "busybox"), busybox);
            Write(Path.Combine(target, "wait"), Encoding.UTF8.GetBytes(Script));
            return folder = target;
        }
    }

    /// <summary>Asked of the very file, on this machine: by the name <c>true</c> it succeeds, and a shell without <c>-a</c> finds no such program.</summary>
    private static bool CanName(string busybox)
    {
        using var shell = Process.Start(new ProcessStartInfo(busybox, ["sh", "-c", "exec -a true \"$0\" 2>/dev/null", busybox]))!;
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }

    /// <summary>All of it or nothing: a crash must not leave half of a program.</summary>
    private static void Write(string path, byte[] content)
    {
        if (File.Exists(path)) return;
        File.WriteAllBytes(path + ".new", content);
        File.SetUnixFileMode(path + ".new", Executable);
        File.Move(path + ".new", path, overwrite: true);
    }
}
