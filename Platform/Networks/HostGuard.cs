using System.Collections.Concurrent;
using System.Net;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Networks;

/// <summary>Keeps containers from the machines that they run on: before the first one starts, and again every minute, since a firewall that is loaded anew forgets.</summary>
public sealed partial class HostGuard(StateDatabase database, WorkerRegistry workers, IOptions<NetworkOptions> options, ILogger<HostGuard> logger)
{
    private static readonly HostProtection Unknown = new("The machine was not asked yet.");
    private static readonly HostProtection SwitchedOff = new("Networks:ProtectHost is Off. Keep containers from the machine's services with a firewall of your own.");

    private readonly ConcurrentDictionary<string, HostProtection> known = [];

    /// <summary>Whether containers of a machine are kept from it, as of the last time.</summary>
    public HostProtection Of(string workerId) => options.Value.ProtectHost == HostProtectionMode.Off ? SwitchedOff : known.GetValueOrDefault(workerId, Unknown);

    /// <summary>Applies the rules on every machine. What cannot be protected is said, and does not stop anything.</summary>
    public async Task ApplyAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var off = options.Value.ProtectHost == HostProtectionMode.Off;
        var subnets = off ? [] : await SubnetsAsync(caller, ct);
        foreach (var id in workers.Connected)
        {
            // What an earlier start has left is taken away once.
            if (off && known.ContainsKey(id)) continue;
            HostProtection now;
            try
            {
                now = await workers.Get(id).ProtectHostAsync(subnets, ct);
            }
            catch (PlatformException error)
            {
                now = new HostProtection(error.Message);
            }

            known.TryGetValue(id, out var before);
            known[id] = now;
            if (!off && now != before && now.MissingBecause is { } why) Unprotected(logger, workers.Get(id).Name, why);
        }
    }

    /// <summary>The pool, and what projects still have of an earlier one.</summary>
    private async Task<IReadOnlyList<string>> SubnetsAsync(Caller caller, CancellationToken ct)
    {
        var pool = IPNetwork.Parse(options.Value.Pool);
        await using var db = await database.ReadAsync(ct);
        var projects = await db.As(caller).Projects.Select(p => p.Subnet).ToListAsync(ct);
        return [pool.ToString(), .. projects.Where(s => !pool.Contains(IPNetwork.Parse(s).BaseAddress)).Order(StringComparer.Ordinal)];
    }

    [LoggerMessage(LogLevel.Warning, "Containers on {Worker} are not kept from the machine itself: {Reason}")]
    private static partial void Unprotected(ILogger logger, string worker, string reason);
}
