namespace GraphPlatform.Platform.Files;

/// <summary>Something that a tar cannot hold.</summary>
/// <param name="Path">Where it is, from the packed folder; empty for that folder.</param>
/// <param name="What">What was left out: <c>a socket</c>, <c>its extended attributes (user.note)</c>.</param>
public sealed record LeftOutFile(string Path, string What)
{
    /// <summary>How many are named.</summary>
    public const int MostNamed = 100;
}
