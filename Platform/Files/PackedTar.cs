namespace GraphPlatform.Platform.Files;

/// <summary>What is in a tar.</summary>
/// <param name="Entries">How many entries, the folder itself among them.</param>
/// <param name="FileBytes">Bytes of all files, holes included.</param>
public sealed record TarContent(long Entries, long FileBytes);

/// <summary>A folder that was packed.</summary>
/// <param name="Content">What is in the tar.</param>
/// <param name="LeftOut">What is not, by names: at most <see cref="LeftOutFile.MostNamed"/>.</param>
/// <param name="LeftOutCount">How many that are in all.</param>
public sealed record PackedTar(TarContent Content, IReadOnlyList<LeftOutFile> LeftOut, long LeftOutCount);
