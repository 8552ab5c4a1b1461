namespace GraphPlatform.Platform.Access;

/// <summary>Something that belongs to an organization: rights are always on something.</summary>
public interface IOwned
{
    /// <summary>The organization it belongs to.</summary>
    string OrganizationId { get; }
}
