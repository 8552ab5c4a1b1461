using System.Diagnostics.CodeAnalysis;
using GraphPlatform.Platform.Access;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Terminals;

/// <summary>The terminals of this server, and that there are not too many. Those that have ended are kept for a while, so that a client that comes back hears how.</summary>
internal sealed class OpenTerminals(IOptions<TerminalOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Terminal> terminals = [];
    private readonly Dictionary<string, Place> places = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Terminal> All
    {
        get
        {
            lock (gate) return [.. terminals.Values];
        }
    }

    /// <summary>Takes a place for a terminal that is about to be opened.</summary>
    /// <exception cref="PlatformException">QUOTA_EXCEEDED: there are too many. CONFLICT: it is being opened under the same key.</exception>
    public void Enter(string terminalId, string organizationId, string userId, string? key)
    {
        lock (gate)
        {
            if (key is not null && places.Values.Any(p => p.UserId == userId && p.Key == key))
                throw new PlatformException(ErrorCode.Conflict, "This terminal is being opened. Ask again in a moment.", "idempotencyKey") { Transient = true };
            Demand(places.Values.Count(p => p.UserId == userId), options.Value.PerUser, "You have");
            Demand(places.Values.Count(p => p.OrganizationId == organizationId), options.Value.PerOrganization, "The organization has");
            places.Add(terminalId, new Place(organizationId, userId, key));
        }
    }

    /// <summary>Puts the opened terminal there.</summary>
    public void Add(Terminal terminal)
    {
        lock (gate) terminals.Add(terminal.Id, terminal);
    }

    /// <summary>Gives a place back: it has ended, or was not opened.</summary>
    public void Leave(string terminalId)
    {
        lock (gate) places.Remove(terminalId);
    }

    /// <summary>The terminal of that id, ended or not.</summary>
    public bool TryFind(string id, [NotNullWhen(true)] out Terminal? terminal)
    {
        lock (gate) return terminals.TryGetValue(id, out terminal);
    }

    /// <summary>The terminal that a user has opened under a key, and that is open.</summary>
    public Terminal? Find(string userId, string key)
    {
        lock (gate)
        {
            var id = places.FirstOrDefault(p => p.Value.UserId == userId && p.Value.Key == key).Key;
            return id is null ? null : terminals.GetValueOrDefault(id);
        }
    }

    /// <summary>Forgets those that ended a while ago; of one user, no more ended ones are kept than may be open.</summary>
    public void Forget()
    {
        var before = clock.GetUtcNow() - KeptAfterEnd;
        lock (gate)
        {
            var ended = terminals.Values.Where(t => t.EndedAt is not null).OrderByDescending(t => t.EndedAt).ToLookup(t => t.UserId);
            foreach (var ofUser in ended)
                foreach (var over in ofUser.Where((t, i) => t.EndedAt < before || i >= options.Value.PerUser)) terminals.Remove(over.Id);
        }
    }

    private static void Demand(int used, int most, string who)
    {
        if (used >= most) throw new PlatformException(ErrorCode.QuotaExceeded, $"{who} {used} terminals open, and that is the limit. Close one first.");
    }

    private sealed record Place(string OrganizationId, string UserId, string? Key);
}
