using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Backups;

/// <summary>
/// What a backup consists of. It is written when all parts are, so a backup without one is none; and it is removed first. Values of secrets are never in it:
/// the configuration has none.
/// </summary>
/// <param name="Version">Of the format.</param>
/// <param name="Id">The backup.</param>
/// <param name="CreatedAt">When its copying began.</param>
/// <param name="ContainerId">The container that it is of.</param>
/// <param name="ContainerName">That container's name.</param>
/// <param name="Deployment">The number of the deployment that the configuration is of.</param>
/// <param name="Spec">What the container ran.</param>
/// <param name="Runtime">How.</param>
/// <param name="SecurityProfileId">The security profile that it had.</param>
/// <param name="Parts">Its volumes.</param>
public sealed record BackupManifest(
    int Version,
    string Id,
    DateTimeOffset CreatedAt,
    string ContainerId,
    string ContainerName,
    int Deployment,
    DeploymentSpec Spec,
    RuntimeSpec Runtime,
    string? SecurityProfileId,
    IReadOnlyList<BackupPart> Parts)
{
    /// <summary>The format that is written. 2: names need not be UTF-8, and pipes are among the files; what reads 1 alone would take them for something else.</summary>
    public const int Current = 2;

    /// <summary>The longest one that is read.</summary>
    internal const int MaxBytes = 4 << 20;

    /// <summary>The canonical form: members in the order declared here, no white space, absent members left out.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <summary>Reads one, and looks whether it is the one that was written.</summary>
    /// <param name="bytes">As it is in the store.</param>
    /// <param name="checksum">What <see cref="ChecksumOf"/> was.</param>
    /// <exception cref="PlatformException">CONFLICT: it is another one, or of a later format.</exception>
    public static BackupManifest Read(byte[] bytes, string checksum)
    {
        if (ChecksumOf(bytes) != checksum) throw new CorruptBackupException("Its manifest is not what was written.");
        var manifest = JsonSerializer.Deserialize(bytes, BackupJson.Default.BackupManifest)!;
        return manifest.Version <= Current
            ? manifest
            : throw new PlatformException(ErrorCode.Conflict, $"The backup has format {manifest.Version}, and this server reads up to {Current}. Update the server.");
    }

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string ChecksumOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The configuration as a user would ask for it.</summary>
    /// <param name="withPorts">Whether with the ports on the host, which the original may still have.</param>
    internal ContainerConfig Config(bool withPorts) => new(Spec.Image)
    {
        Entrypoint = Spec.Entrypoint,
        Command = Spec.Command,
        WorkingDirectory = Spec.WorkingDirectory,
        Environment = Spec.Environment,
        Ports = withPorts ? [.. Spec.Ports.Select(p => new NewPort(p.ContainerPort, p.HostPort, p.Protocol, p.Address))] : [],
        HttpPort = Runtime.HttpPort,
        CpuMillis = Runtime.Resources.CpuMillis,
        MemoryBytes = Runtime.Resources.MemoryBytes,
        PidsLimit = Runtime.Resources.PidsLimit,
        Replicas = Runtime.Replicas,
        Restart = Runtime.Restart,
        StopGrace = Runtime.StopGrace,
        Health = Spec.Health,
        Lifecycle = Runtime.Lifecycle,
        Strategy = Runtime.Strategy,
        Autoscale = Runtime.Autoscale,
        SecurityProfileId = SecurityProfileId,
    };
}

/// <summary>What is in the store is not what was written.</summary>
internal sealed class CorruptBackupException(string message) : Exception(message);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackupPart[]))]
internal sealed partial class BackupJson : JsonSerializerContext;
