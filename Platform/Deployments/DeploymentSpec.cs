using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphPlatform.Platform.Deployments;

/// <summary>A volume and where the container sees it.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Target">An absolute path in the container.</param>
/// <param name="FromImage">Whether nobody asked for the volume: the image declares the path (<c>VOLUME</c> in a Dockerfile), and the volume keeps its files.</param>
public sealed record VolumeMount(string VolumeId, string Target, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool FromImage = false);

/// <summary>
/// What a deployment runs: immutable, and everything that a change of makes a new instance necessary.
/// Its hash tells whether what runs is what was asked for.
/// </summary>
/// <param name="Image">The image's reference as it was asked for.</param>
/// <param name="Digest">The image's id on the engine, <c>sha256:…</c>; null until the image was resolved.</param>
/// <param name="Entrypoint">Overrides the image's; null keeps it.</param>
/// <param name="Command">Overrides the image's arguments; null keeps them.</param>
/// <param name="WorkingDirectory">Overrides the image's; null keeps it.</param>
/// <param name="Environment">Variables on top of the image's, sorted by name.</param>
/// <param name="Ports">What is published.</param>
/// <param name="Mounts">Volumes.</param>
/// <param name="Security">What it may do.</param>
/// <param name="Health">How it is found out that an instance is well; null when that it runs is enough.</param>
/// <param name="ImageVolumes">Paths that the image declares as volumes, each of which has a mount; null until the image was asked for them.</param>
public sealed record DeploymentSpec(
    string Image,
    string? Digest,
    IReadOnlyList<string>? Entrypoint,
    IReadOnlyList<string>? Command,
    string? WorkingDirectory,
    IReadOnlyList<EnvironmentVariable> Environment,
    IReadOnlyList<PortMapping> Ports,
    IReadOnlyList<VolumeMount> Mounts,
    SecuritySpec Security,
    HealthCheck? Health = null,
    IReadOnlyList<string>? ImageVolumes = null)
{
    /// <summary>The same without what was found out about its image: the image is looked up anew.</summary>
    public DeploymentSpec Unresolved() => this with { Digest = null, ImageVolumes = null, Mounts = [.. Mounts.Where(m => !m.FromImage)] };

    /// <summary>The canonical form: members in the order declared here, no white space, absent members left out.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DeploymentJson.Default.DeploymentSpec);

    /// <summary>Reads the canonical form.</summary>
    public static DeploymentSpec FromJson(string json) => JsonSerializer.Deserialize(json, DeploymentJson.Default.DeploymentSpec)!;

    /// <summary>The hash of the canonical form, with the form's version: <c>v1:</c> and SHA-256 in hexadecimal.</summary>
    public string Hash() =>
        "v1:" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, DeploymentJson.Default.DeploymentSpec)));
}

/// <summary>An environment variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value. Plain: what is secret belongs into a secret.</param>
public sealed record EnvironmentVariable(string Name, string Value);

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeploymentSpec))]
internal sealed partial class DeploymentJson : JsonSerializerContext;
