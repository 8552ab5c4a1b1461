using System.Collections.Concurrent;

namespace GraphPlatform.Web;

/// <summary>The GraphQL documents of pages: <c>Pages/Containers/Index.graphql</c> beside <c>Index.cshtml</c>, inside the assembly.</summary>
internal static class PageDocuments
{
    private static readonly ConcurrentDictionary<Type, byte[]> Loaded = new();

    /// <summary>The document of a page model: <c>Pages.Containers.IndexModel</c> has <c>Pages/Containers/Index.graphql</c>.</summary>
    public static byte[] Of(Type page) => Loaded.GetOrAdd(page, static type =>
    {
        var name = type.FullName!;
        if (name.EndsWith("Model", StringComparison.Ordinal)) name = name[..^"Model".Length];
        using var stream = type.Assembly.GetManifestResourceStream(name + ".graphql")
            ?? throw new InvalidOperationException($"The page {type} has no document {name}.graphql.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    });
}
