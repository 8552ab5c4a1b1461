using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace GraphPlatform.Agent.Terminals;

/// <summary>
/// The processes of a terminal as this machine knows them. The engine starts a program with a terminal as the leader of a session, and all that it begins in that terminal belongs to
/// the session. What has left it on purpose, as tmux does, lives on.
/// </summary>
internal static partial class TerminalSession
{
    private const int Hangup = 1;
    private const int Kill = 9;
    private const int Continue = 18;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Hangs up, as when a line is cut, and kills what has not ended after a while.</summary>
    /// <param name="leader">The program's process on this machine.</param>
    /// <param name="containerId">The engine's container that it must be of.</param>
    /// <param name="grace">How long what hears the hang-up may take.</param>
    /// <param name="clock">The time.</param>
    /// <returns>Whether they are gone.</returns>
    public static async Task<bool> EndAsync(int leader, string containerId, TimeSpan grace, TimeProvider clock)
    {
        Signal(leader, containerId, Hangup);
        Signal(leader, containerId, Continue);      // what is suspended hears nothing
        var begun = clock.GetTimestamp();
        while (Members(leader, containerId).Any())
        {
            if (clock.GetElapsedTime(begun) > 2 * grace) return false;
            if (clock.GetElapsedTime(begun) > grace) Signal(leader, containerId, Kill);
            await Task.Delay(Look, clock);
        }

        return true;
    }

    /// <summary>Leaders of sessions in containers that have a variable in their environment, with it, and were begun from outside of their container.</summary>
    /// <param name="variable">Its name with the equals sign.</param>
    public static IEnumerable<(int Leader, string Value)> Leaders(string variable)
    {
        foreach (var process in Processes())
        {
            if (process.Id != process.Session || EnvironmentOf(process.Id).FirstOrDefault(v => v.StartsWith(variable, StringComparison.Ordinal)) is not { } found) continue;
            yield return (process.Id, found[variable.Length..]);
        }
    }

    /// <summary>Whether a process was begun by the engine and not by another of that container.</summary>
    public static bool IsFromOutside(int process, string containerId) =>
        LocalProcess.IsOf(process, containerId) && Find(process) is { } found && !LocalProcess.IsOf(found.Parent, containerId);

    private static IEnumerable<int> Members(int leader, string containerId) =>
        Processes().Where(p => p.Session == leader && !p.IsOver && LocalProcess.IsOf(p.Id, containerId)).Select(p => p.Id);

    private static void Signal(int leader, string containerId, int signal)
    {
        // Fails for what has just ended, and for what we may not end: the wait for its end tells.
        foreach (var id in Members(leader, containerId)) _ = SendSignal(id, signal);
    }

    private static IEnumerable<(int Id, int Parent, int Session, bool IsOver)> Processes() =>
        Directory.EnumerateDirectories("/proc")
            .Select(f => int.TryParse(Path.GetFileName(f), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Find(id) : null).OfType<(int, int, int, bool)>();

    /// <summary>From <c>/proc/PID/stat</c>: <c>PID (NAME) STATE PARENT GROUP SESSION …</c>, where the name may hold anything.</summary>
    private static (int Id, int Parent, int Session, bool IsOver)? Find(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture), fields[0] is "Z" or "X");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;        // it has just ended
        }
    }

    private static string[] EnvironmentOf(int id)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/environ")).Split('\0');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];          // it has just ended, or is not ours to look at
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
