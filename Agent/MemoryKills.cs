using System.Globalization;

namespace GraphPlatform.Agent;

/// <summary>Counts the processes of a container that the kernel killed for memory. The engine tells only of the first process's end, and a web server's workers are others.</summary>
internal static class MemoryKills
{
    private const string Groups = "/sys/fs/cgroup";
    private const string Count = "oom_kill ";

    /// <summary>The count since the container started; null where it cannot be read: the engine is on another machine, or the container has just ended.</summary>
    public static int? Of(int? pid, string containerId)
    {
        if (pid is not { } process || !LocalProcess.IsOf(process, containerId)) return null;
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/cgroup"))
            {
                // cgroups(7): hierarchy, controllers, path. Version 2 has number 0 and no controllers.
                if (line.Split(':', 3) is not [var number, var controllers, var path]) continue;
                var file = number == "0" && controllers.Length == 0 ? $"{Groups}{path}/memory.events"
                    : controllers.Split(',').Contains("memory") ? $"{Groups}/memory{path}/memory.oom_control" : null;
                if (file is null || !File.Exists(file)) continue;
                var count = File.ReadLines(file).FirstOrDefault(l => l.StartsWith(Count, StringComparison.Ordinal));
                if (count is not null && int.TryParse(count.AsSpan(Count.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var kills)) return kills;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
        }

        return null;
    }
}
