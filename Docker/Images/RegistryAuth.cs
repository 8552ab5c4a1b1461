using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphPlatform.Docker.Images;

/// <summary>Credentials for a registry. Sent to the engine with the one request; never printed.</summary>
public sealed record RegistryAuth
{
    /// <summary>The user.</summary>
    [JsonPropertyName("username")]
    public string? Username { get; init; }

    /// <summary>The password or access token.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>A refresh token instead of user and password.</summary>
    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }

    /// <summary>The registry's host.</summary>
    [JsonPropertyName("serveraddress")]
    public string? ServerAddress { get; init; }

    /// <summary>The user and the host, not the secrets.</summary>
    public override string ToString() => $"{Username}@{ServerAddress}";

    internal string ToHeader() => Encode(JsonSerializer.SerializeToUtf8Bytes(this, DockerJson.Default.RegistryAuth));

    /// <summary>base64url with its padding, as the engine wants it.</summary>
    internal static string Encode(ReadOnlySpan<byte> json) => Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_');
}
