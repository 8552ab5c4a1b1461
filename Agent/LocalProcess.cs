namespace GraphPlatform.Agent;

/// <summary>Processes of containers as this machine knows them.</summary>
internal static class LocalProcess
{
    /// <summary>
    /// Whether a process of this machine is one of that container. Its number means something else where the engine is on another machine, or we are in a
    /// container ourselves.
    /// </summary>
    public static bool IsOf(int pid, string containerId)
    {
        if (pid <= 0) return false;
        var groups = $"/proc/{pid}/cgroup";
        try
        {
            return File.Exists(groups) && File.ReadAllText(groups).Contains(containerId, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;       // it has just ended
        }
    }
}
