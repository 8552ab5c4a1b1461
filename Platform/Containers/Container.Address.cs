namespace GraphPlatform.Platform.Containers;

/// <summary>Where it is reached from outside.</summary>
public sealed partial class Container
{
    /// <summary>A DNS label, unique in the installation: its name below the installation's domain. It never changes.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Gives it its name. Once.</summary>
    internal void TakeSlug(string slug) => Slug = Slug.Length == 0 ? slug : throw new InvalidOperationException("A container's slug is set once.");
}
