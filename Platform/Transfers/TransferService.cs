using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Transfers;

/// <summary>Something that a signed link stands for. Rights are looked at when the link is made, and again when it is followed.</summary>
/// <typeparam name="T">What is found behind it.</typeparam>
public interface ITransfer<T>
{
    /// <summary>Its name in tickets.</summary>
    string Kind { get; }

    /// <summary>Looks at the caller's rights, and gets it ready.</summary>
    /// <exception cref="PlatformException">NOT_FOUND, FORBIDDEN, VALIDATION or CONFLICT.</exception>
    Task<T> OpenAsync(Caller caller, LinkTicket ticket, CancellationToken ct);
}

/// <summary>Makes and opens links of one purpose.</summary>
/// <typeparam name="T">What is found behind them.</typeparam>
public abstract class TransferService<T>
{
    private readonly SignedLinks links;
    private readonly string prefix;
    private readonly Dictionary<string, ITransfer<T>> kinds;

    private protected TransferService(SignedLinks links, string prefix, IEnumerable<ITransfer<T>> kinds) =>
        (this.links, this.prefix, this.kinds) = (links, prefix, kinds.ToDictionary(k => k.Kind));

    /// <summary>A link for the caller, after its rights were looked at.</summary>
    /// <param name="caller">Who will follow it, in the same session.</param>
    /// <param name="kind">What is moved.</param>
    /// <param name="subjectId">Of what.</param>
    /// <param name="parameters">How, as JSON.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SignedLink> LinkAsync(Caller caller, string kind, string subjectId, string parameters, CancellationToken ct)
    {
        var ticket = links.Ticket(caller, kind, subjectId, parameters);
        await kinds[kind].OpenAsync(caller, ticket, ct);
        return links.Sign(prefix, ticket);
    }

    /// <summary>What a link leads to.</summary>
    /// <param name="caller">Whoever follows it: nobody, mostly; the link says whose it is.</param>
    /// <param name="token">What stands behind the prefix.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND: it is forged or over, its session has ended, or there is nothing any more. And what the kind says.</exception>
    public async Task<T> OpenAsync(Caller caller, string token, CancellationToken ct)
    {
        var (owner, ticket) = await links.ReadAsync(caller, prefix, token, ct);
        return await kinds[ticket.Kind].OpenAsync(owner, ticket, ct);
    }
}
