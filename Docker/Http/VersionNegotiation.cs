namespace GraphPlatform.Docker.Http;

/// <summary>Asks the engine once which API version it speaks, and again after it was away: it may have been upgraded meanwhile.</summary>
internal sealed class VersionNegotiation(Func<CancellationToken, Task<string?>> ping) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile StrongVersion? agreed;

    public ApiVersion? Agreed => agreed?.Value;

    public void Forget() => agreed = null;

    public async ValueTask<ApiVersion> GetAsync(CancellationToken ct)
    {
        if (agreed is { } known) return known.Value;
        await turn.WaitAsync(ct);
        try
        {
            if (agreed is { } meanwhile) return meanwhile.Value;
            var version = Choose(await ping(ct));
            agreed = new(version);
            return version;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private static ApiVersion Choose(string? header)
    {
        if (!ApiVersion.TryParse(header, out var engine))
            throw new DockerException(DockerErrorKind.Protocol, null, $"The engine did not say its API version (Api-Version: '{header}'). Is it a Docker engine?");
        if (engine < ApiVersion.Oldest)
            throw new DockerException(DockerErrorKind.Protocol, null,
                $"The engine speaks API {engine}; at least {ApiVersion.Oldest} (Docker 20.10) is needed.");
        return engine < ApiVersion.Newest ? engine : ApiVersion.Newest;
    }

    /// <summary>A reference, so that it is read and written at once.</summary>
    private sealed record StrongVersion(ApiVersion Value);
}
