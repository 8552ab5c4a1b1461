namespace GraphPlatform.Platform.Cleanup;

/// <summary>What the database knows of the things on a machine's disk.</summary>
/// <param name="Pulled">What we pulled: the names by the image's id.</param>
/// <param name="Users">Why an image is needed, by its id: a deployment that runs, or one to go back to.</param>
/// <param name="Instances">The containers' names by the ids of their instances.</param>
public sealed record DiskRecords(ILookup<string, string> Pulled, IReadOnlyDictionary<string, string> Users, IReadOnlyDictionary<string, string> Instances)
{
    /// <summary>The names of our volumes, by id.</summary>
    public IReadOnlyDictionary<string, string> Volumes { get; init; } = new Dictionary<string, string>();
}
