using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Networks;

/// <summary>Gives out host ports: those that were asked for by number, and free ones of the pools that were asked for by name.</summary>
public sealed class PortPools
{
    private static readonly Caller Self = Caller.System("ports");

    private readonly SortedDictionary<string, PortRange> pools = new(StringComparer.Ordinal);
    private readonly string publishAddress;

    /// <summary>The pools of the options.</summary>
    public PortPools(IOptions<NetworkOptions> options)
    {
        publishAddress = HostAddress.Canonical(options.Value.PublishAddress)!;
        Blocked = PortRange.TryParseList(options.Value.BlockedPorts, out var blocked) ? blocked : [];
        foreach (var (name, text) in options.Value.Ports)
            if (PortRange.TryParse(text, out var range)) pools[name] = range;
    }

    /// <summary>Ports that no container gets on the host.</summary>
    public IReadOnlyList<PortRange> Blocked { get; }

    /// <summary>Whether no container may have the port on the host.</summary>
    public bool IsBlocked(int port) => Blocked.Any(range => range.Contains(port));

    /// <summary>The host ports for what is wanted, taken inside <paramref name="work"/> unless the container has them already. Their keys keep two containers from one port.</summary>
    /// <exception cref="PlatformException">VALIDATION: no such pool, or a port twice. CAPACITY: every port of the pool and of the general one is taken.</exception>
    internal async Task<PortMapping[]> AllocateAsync(Work work, string workerId, string containerId, IReadOnlyList<NewPort> wanted, CancellationToken ct)
    {
        var problems = new Problems();
        for (var i = 0; i < wanted.Count; i++)
        {
            problems.Require(
                wanted[i].Pool is not { } pool || pools.ContainsKey(pool), $"There is no pool of ports '{wanted[i].Pool}'. There are: {string.Join(", ", pools.Keys)}.", "ports", i.ToString(), "pool");
        }

        problems.ThrowIfAny();
        if (wanted.Count == 0) return [];

        // One at a time on each machine: many at once would all pick the same port, and that one takes every address of a port is in no key. A change that changes
        // nothing locks the row until the commit.
        await work.As(Self).Workers.Where(w => w.Id == workerId).ExecuteUpdateAsync(set => set.SetProperty(w => w.Name, w => w.Name), ct);
        var numbers = wanted.Select(p => p.Pool is null ? p.HostPort ?? p.ContainerPort : 0).ToArray();
        if (Array.IndexOf(numbers, 0) >= 0) await PickAsync(work, workerId, wanted, numbers, ct);
        var held = await work.As(Self).PublishedPorts.Where(p => p.ContainerId == containerId).ToListAsync(ct);
        PortMapping[] ports = [.. wanted.Zip(numbers, (port, number) => new PortMapping(port.ContainerPort, number, port.Protocol, AddressOf(port)))];
        for (var i = 0; i < ports.Length; i++)
        {
            var port = ports[i];
            var twice = ports.Take(i).Any(p => (p.HostPort, p.Protocol) == (port.HostPort, port.Protocol) && HostAddress.Overlap(p.Address, port.Address));
            problems.Require(!twice, $"Host port {port.HostPort} is there twice on {port.Address}. Choose another port or address.", "ports", i.ToString(), "hostPort");
        }

        problems.ThrowIfAny();
        foreach (var port in ports)
            if (!held.Exists(h => h.Is(port))) work.Add(new PublishedPort(workerId, port, containerId));
        return ports;
    }

    private string AddressOf(NewPort port) => port.Address is { } address ? HostAddress.Canonical(address)! : publishAddress;

    private async Task PickAsync(Work work, string workerId, IReadOnlyList<NewPort> wanted, int[] numbers, CancellationToken ct)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (wanted[i].Pool is not { } pool) continue;
            var protocol = wanted[i].Protocol;
            var own = numbers.Where((number, at) => number > 0 && wanted[at].Protocol == protocol);
            var special = pool == NetworkOptions.GeneralPool ? null : await FindAsync(work, workerId, protocol, pools[pool], own, anywhere: false, ct);
            numbers[i] = special ?? await FindAsync(work, workerId, protocol, pools[NetworkOptions.GeneralPool], own, anywhere: true, ct)
                ?? throw new PlatformException(
                    ErrorCode.Capacity,
                    $"Every port of the pool '{pool}'{(pool == NetworkOptions.GeneralPool ? "" : " and of the general one")} is taken. Delete a container that has one, or configure a larger Networks:Ports.",
                    "ports",
                    i.ToString(),
                    "pool");
        }
    }

    /// <summary>Special pools are small and known by their first port; of the large one any will do, and one that something else on the machine has is not tried again and again.</summary>
    private async Task<int?> FindAsync(Work work, string workerId, PortProtocol protocol, PortRange range, IEnumerable<int> own, bool anywhere, CancellationToken ct)
    {
        var taken = await work.As(Self).PublishedPorts
            .Where(p => p.WorkerId == workerId && p.Protocol == protocol && p.Port >= range.From && p.Port <= range.To).Select(p => p.Port).ToHashSetAsync(ct);
        taken.UnionWith(own);
        var size = range.To - range.From + 1;
        var start = anywhere ? Random.Shared.Next(size) : 0;
        for (var i = 0; i < size; i++)
        {
            var port = range.From + ((start + i) % size);
            if (!taken.Contains(port) && !IsBlocked(port)) return port;
        }

        return null;
    }
}
