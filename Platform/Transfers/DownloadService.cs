using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Transfers;

/// <summary>Makes and opens download links.</summary>
public sealed class DownloadService
{
    /// <summary>Where links lead to.</summary>
    public const string PathPrefix = "/downloads/";

    private readonly SignedLinks links;
    private readonly Dictionary<string, IDownload> kinds;

    internal DownloadService(SignedLinks links, IEnumerable<IDownload> kinds) => (this.links, this.kinds) = (links, kinds.ToDictionary(k => k.Kind));

    /// <summary>A link for the caller, after its rights were looked at.</summary>
    /// <param name="caller">Who will follow it, in the same session.</param>
    /// <param name="kind">What is downloaded.</param>
    /// <param name="subjectId">Of what.</param>
    /// <param name="parameters">How, as JSON.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SignedLink> LinkAsync(Caller caller, string kind, string subjectId, string parameters, CancellationToken ct)
    {
        var ticket = links.Ticket(caller, kind, subjectId, parameters);
        await kinds[kind].OpenAsync(caller, ticket, ct);
        return links.Sign(PathPrefix, ticket);
    }

    /// <summary>What a link leads to.</summary>
    /// <param name="caller">Whoever follows it: nobody, mostly; the link says whose it is.</param>
    /// <param name="token">What stands behind <see cref="PathPrefix"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND: it is forged or over, its session has ended, or there is nothing any more. FORBIDDEN.</exception>
    public async Task<DownloadContent> OpenAsync(Caller caller, string token, CancellationToken ct)
    {
        var (owner, ticket) = await links.ReadAsync(caller, PathPrefix, token, ct);
        return await kinds[ticket.Kind].OpenAsync(owner, ticket, ct);
    }
}
