using System.Security.Cryptography;

namespace GraphPlatform.Platform.Ingress;

/// <summary>
/// By what this server knows its own gate behind a proxy: a token that is asked for as the proof of a domain is, on the same way, and is another one after each start.
/// No secret: whoever asks is told.
/// </summary>
public sealed class GateMark
{
    /// <summary>Where it is asked for, on any host.</summary>
    public const string Path = Domain.ChallengePath + "gate";

    /// <summary>The token.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);
}
