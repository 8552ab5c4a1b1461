namespace GraphPlatform.Docker;

/// <summary>How the client reaches its engine.</summary>
public sealed record DockerClientOptions
{
    /// <summary>The limit for connecting, and for the engine's answer to a ping. Streams and requests have none: pass a token.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>; null speaks plain HTTP unless the endpoint is https.</summary>
    public string? CertificateFolder { get; init; }

    /// <summary>Whether the engine's certificate must be valid and signed by <c>ca.pem</c> (DOCKER_TLS_VERIFY).</summary>
    public bool VerifyServer { get; init; } = true;
}
