namespace GraphPlatform.Tests.Features.Architecture;

/// <summary>The source tree.</summary>
internal static class House
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All C# files that people wrote, as paths from the root.</summary>
    public static IEnumerable<string> Sources(string under = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, under), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts" or ".data"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GraphPlatform.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
