using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Transfers;

/// <summary>Makes and opens upload links.</summary>
public sealed class UploadService
{
    /// <summary>Where links lead to.</summary>
    public const string PathPrefix = "/uploads/";

    private readonly SignedLinks links;
    private readonly Dictionary<string, IUpload> kinds;

    internal UploadService(SignedLinks links, IEnumerable<IUpload> kinds) => (this.links, this.kinds) = (links, kinds.ToDictionary(k => k.Kind));

    /// <summary>A link for the caller, after its rights were looked at.</summary>
    /// <param name="caller">Who will follow it, in the same session.</param>
    /// <param name="kind">What is uploaded.</param>
    /// <param name="subjectId">To what.</param>
    /// <param name="parameters">How, as JSON.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SignedLink> LinkAsync(Caller caller, string kind, string subjectId, string parameters, CancellationToken ct)
    {
        var ticket = links.Ticket(caller, kind, subjectId, parameters);
        await kinds[kind].OpenAsync(caller, ticket, ct);
        return links.Sign(PathPrefix, ticket);
    }

    /// <summary>Where a link leads.</summary>
    /// <param name="caller">Whoever sends it: nobody, mostly; the link says whose it is.</param>
    /// <param name="token">What stands behind <see cref="PathPrefix"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">NOT_FOUND: it is forged or over, or its session has ended. And what the kind says.</exception>
    public async Task<UploadTarget> OpenAsync(Caller caller, string token, CancellationToken ct)
    {
        var (owner, ticket) = await links.ReadAsync(caller, PathPrefix, token, ct);
        return await kinds[ticket.Kind].OpenAsync(owner, ticket, ct);
    }
}
