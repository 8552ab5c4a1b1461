using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace GraphPlatform.GraphQL.Persisted;

/// <summary>Trusted documents in memory. Fill it before the server starts; each document is found by the SHA-256 of its text and by the id it was added with.</summary>
public sealed class PersistedDocuments : IPersistedDocumentStore
{
    private readonly ConcurrentDictionary<string, byte[]> documents = new(StringComparer.Ordinal);

    /// <summary>How many ids are known.</summary>
    public int Count => documents.Count;

    /// <summary>Adds a document under its SHA-256.</summary>
    /// <param name="document">The text exactly as the client hashed it.</param>
    /// <returns>The id: <c>sha256:</c> and 64 hexadecimal digits.</returns>
    public string Add(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return "sha256:" + Add(Encoding.UTF8.GetBytes(document));
    }

    /// <summary>Adds a document under an id of the application's own, and under its SHA-256.</summary>
    /// <exception cref="ArgumentException">The id is empty, longer than 256 characters, says <c>sha256:</c> and is another document's, or is taken by another text.</exception>
    public void Add(string id, string document)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(document);
        var utf8 = Encoding.UTF8.GetBytes(document);
        var hash = Add(utf8);
        var name = DocumentId.Normalise(id) ?? throw new ArgumentException($"\"{Shorten(id)}\" is no id of a document.", nameof(id));
        if (id.StartsWith("sha256:", StringComparison.Ordinal) && name != hash)
            throw new ArgumentException($"The id {id} is not the SHA-256 of its document, which is {hash}.", nameof(id));
        if (!documents.TryAdd(name, utf8) && !documents[name].AsSpan().SequenceEqual(utf8))
            throw new ArgumentException($"Two documents have the id {id}.", nameof(id));
    }

    /// <summary>Adds every <c>*.graphql</c> and <c>*.gql</c> file of a folder and its subfolders, each a whole document with the fragments it needs.</summary>
    public PersistedDocuments AddFolder(string path)
    {
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            if (Path.GetExtension(file) is ".graphql" or ".gql") Add(File.ReadAllBytes(file));
        return this;
    }

    /// <summary>
    /// Adds the documents of a client's manifest: an object of ids and texts (<c>{"5f2…": "query…"}</c>, as Relay and GraphQL Code Generator write it), or Apollo's
    /// (<c>{"operations": [{"id": "…", "body": "query…"}]}</c>).
    /// </summary>
    /// <exception cref="FormatException">The file is neither.</exception>
    public PersistedDocuments AddManifest(string path)
    {
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(path));
            if (manifest.RootElement.TryGetProperty("operations", out var operations) && operations.ValueKind == JsonValueKind.Array)
            {
                foreach (var operation in operations.EnumerateArray()) Add(operation.GetProperty("id").GetString()!, operation.GetProperty("body").GetString()!);
            }
            else
            {
                foreach (var entry in manifest.RootElement.EnumerateObject()) Add(entry.Name, entry.Value.GetString()!);
            }

            return this;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"{path} is no manifest of persisted documents: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public ValueTask<byte[]?> FindAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(documents.GetValueOrDefault(id));

    private string Add(byte[] utf8)
    {
        var hash = DocumentId.Of(utf8);
        documents.TryAdd(hash, utf8);
        return hash;
    }

    private static string Shorten(string id) => id.Length <= 80 ? id : id[..(char.IsHighSurrogate(id[79]) ? 79 : 80)] + "…";
}
