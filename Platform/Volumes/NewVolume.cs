namespace GraphPlatform.Platform.Volumes;

/// <summary>A volume that is made with a container.</summary>
/// <param name="Name">As it is wished to be called; where that is taken, a number follows.</param>
/// <param name="Target">Where the container sees it.</param>
/// <param name="FromImage">Whether nobody asked for it: the container's image declares the path.</param>
public sealed record NewVolume(string Name, string Target, bool FromImage = false);
