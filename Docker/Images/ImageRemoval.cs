namespace GraphPlatform.Docker.Images;

/// <summary>A step of an image's removal: one of the two is set.</summary>
/// <param name="Untagged">A name that was taken off.</param>
/// <param name="Deleted">A layer or image that was deleted.</param>
public sealed record ImageRemoval(string? Untagged, string? Deleted);
