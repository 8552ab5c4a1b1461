using System.Globalization;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Containers.Config;

namespace GraphPlatform.Agent;

/// <summary>An instance on its project's network.</summary>
internal static class InstanceNetwork
{
    // include/net/tcp_states.h
    private const string Established = "01";

    /// <summary>
    /// Lets its neighbours reach it by a name too. The engine takes names only when a container joins, so it leaves and joins again, with the address that
    /// it had: what it has open goes on after a moment.
    /// </summary>
    public static async Task JoinAsync(DockerClient docker, ContainerDetails details, string network, string name, CancellationToken ct)
    {
        var there = details.NetworkSettings.Networks.GetValueOrDefault(network);
        if (there?.Aliases?.Contains(name) == true) return;
        if (there is not null) await docker.Networks.DisconnectAsync(network, details.Id, force: false, ct);
        var address = there?.IpAddress is { Length: > 0 } had ? new EndpointAddresses { Ipv4Address = had } : null;
        try
        {
            await docker.Networks.ConnectAsync(network, details.Id, new() { Aliases = [name], Addresses = address }, ct);
        }
        catch (DockerException) when (address is not null)
        {
            // Somebody else was given its address in that moment.
            await docker.Networks.ConnectAsync(network, details.Id, new() { Aliases = [name] }, ct);
        }
    }

    /// <summary>The open connections to a port of it. The engine does not know them, the kernel of its own machine does.</summary>
    public static int CountConnections(ContainerDetails details, int port)
    {
        var pid = details.State.Pid;
        if (!LocalProcess.IsOf(pid, details.Id)) return 0;
        return Count($"/proc/{pid}/net/tcp", port) + Count($"/proc/{pid}/net/tcp6", port);
    }

    /// <summary>A line for each socket: number, local address, remote address, state… (proc(5)).</summary>
    private static int Count(string table, int port)
    {
        var local = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines(table).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Count(columns => columns.Length > 3 && columns[1].EndsWith(local, StringComparison.Ordinal) && columns[3] == Established);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
