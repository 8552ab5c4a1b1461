using System.Text.Json;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Platform.Backups;

/// <summary>A volume in a backup: a tar, compressed by gzip.</summary>
/// <param name="Target">Where the container had it.</param>
/// <param name="Volume">The volume's name.</param>
/// <param name="Work">Whether it is the work volume, which every container has.</param>
/// <param name="Key">Its object in the store.</param>
/// <param name="Bytes">Bytes of the object.</param>
/// <param name="ContentBytes">Bytes of the tar.</param>
/// <param name="Sha256">Of the object, in hexadecimal.</param>
public sealed record BackupPart(string Target, string Volume, bool Work, string Key, long Bytes, long ContentBytes, string Sha256)
{
    /// <summary>What is in the tar; null in backups that did not say it.</summary>
    public TarContent? Content { get; init; }

    /// <summary>What of the volume is not in the tar, by names, as far as they are kept; null for nothing.</summary>
    public IReadOnlyList<LeftOutFile>? LeftOut { get; init; }

    /// <summary>How many that are in all; null for none.</summary>
    public long? LeftOutCount { get; init; }

    // Before there was always an end of the archive, an empty volume was nothing at all.
    internal bool IsNothing => ContentBytes == 0;

    internal static string ToJson(IReadOnlyList<BackupPart> parts) => JsonSerializer.Serialize([.. parts], BackupJson.Default.BackupPartArray);

    internal static IReadOnlyList<BackupPart> FromJson(string json) => JsonSerializer.Deserialize(json, BackupJson.Default.BackupPartArray)!;
}
