using GraphPlatform.Docker.Images;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Agent.Images;

/// <summary>Paths that an image declares as volumes (<c>VOLUME</c> in a Dockerfile).</summary>
internal static class DeclaredVolumes
{
    // The engine makes no volume where one of our file systems in memory is mounted (InstanceRequest).
    private static readonly string[] InMemory = ["/tmp", "/run"];

    /// <summary>The paths as the engine mounts them: cleaned as Go's <c>path.Clean</c> does, without duplicates, sorted.</summary>
    /// <exception cref="PlatformException">ENGINE: a path that no volume of ours can be mounted at.</exception>
    public static IReadOnlyList<string> Of(ImageDetails image, string reference)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var declared in image.Config.Volumes)
        {
            // The engine mounts "data" at /data and still takes "data" and "/data" for two; over API only absolute targets can be asked for.
            if (!declared.StartsWith('/') || Clean(declared) is not { Length: > 1 } path)
            {
                throw new PlatformException(
                    ErrorCode.Engine, $"The image {reference} declares the volume '{declared}', which is no absolute path of a folder. Correct the VOLUME line of its Dockerfile, such as VOLUME /data.");
            }

            if (!InMemory.Contains(path)) paths.Add(path);
        }

        return [.. paths];
    }

    private static string Clean(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == "..") names.RemoveRange(Math.Max(0, names.Count - 1), Math.Min(1, names.Count));
            else if (name != ".") names.Add(name);
        }

        return "/" + string.Join('/', names);
    }
}
