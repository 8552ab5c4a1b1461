using System.Text;
using GraphPlatform.GraphQL.Persisted;

namespace GraphPlatform.GraphQL.Tests.Persisted;

/// <summary>Where trusted documents come from, and the texts that are remembered for a while.</summary>
public sealed class PersistedDocumentTests : IDisposable
{
    // https://graphql.github.io/graphql-over-http/draft/#sec-Persisted-Documents: the specification's own two examples.
    private const string Spaced = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}";
    private const string SpacedHash = "7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e";
    private const string Tight = "query($id:ID!){user(id:$id){name}}";
    private const string TightHash = "71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("persisted-");

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task<string?> FindAsync(PersistedDocuments documents, string id) =>
        await documents.FindAsync(id, default) is { } found ? Encoding.UTF8.GetString(found) : null;

    [Fact]
    public async Task A_document_is_found_by_the_id_of_the_specification()
    {
        var documents = new PersistedDocuments();
        Assert.Equal("sha256:" + SpacedHash, documents.Add(Spaced));
        documents.Add("sha256:" + TightHash, Tight);
        documents.Add("my-id", Tight);
        Assert.Equal(Spaced, await FindAsync(documents, SpacedHash));
        Assert.Equal(Tight, await FindAsync(documents, TightHash));
        Assert.Equal(Tight, await FindAsync(documents, "my-id"));
        Assert.Null(await FindAsync(documents, "MY-ID"));
        Assert.Equal(3, documents.Count);
    }

    [Fact]
    public void An_id_that_lies_or_is_taken_is_refused()
    {
        var documents = new PersistedDocuments();
        Assert.Throws<ArgumentException>(() => documents.Add("sha256:" + SpacedHash, Tight));
        Assert.Throws<ArgumentException>(() => documents.Add("sha256:short", Tight));
        Assert.Throws<ArgumentException>(() => documents.Add("", Tight));
        Assert.Throws<ArgumentException>(() => documents.Add(new string('x', 257), Tight));
        documents.Add("x", Tight);
        documents.Add("x", Tight);
        Assert.Throws<ArgumentException>(() => documents.Add("x", Spaced));
    }

    [Theory]
    [InlineData("sha256:" + SpacedHash, SpacedHash)]
    [InlineData(SpacedHash, SpacedHash)]
    [InlineData("7DBA4BD717B41F10434822356A93C32B1FB4907B983E854300AD839F84CDCD6E", SpacedHash)]
    [InlineData("sha256:7dba", null)]
    [InlineData("sha256:zzba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e", null)]
    [InlineData("", null)]
    [InlineData("x-mine:5", "x-mine:5")]
    [InlineData("5", "5")]
    public void Ids_have_one_spelling(string id, string? normal) => Assert.Equal(normal, DocumentId.Normalise(id));

    [Fact]
    public async Task Folders_and_manifests_of_several_kinds_are_read()
    {
        var nested = folder.CreateSubdirectory("pages");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.graphql"), Spaced);
        await File.WriteAllTextAsync(Path.Combine(nested.FullName, "b.gql"), Tight);
        await File.WriteAllTextAsync(Path.Combine(nested.FullName, "readme.txt"), "{secret}");
        var files = new PersistedDocuments().AddFolder(folder.FullName);
        Assert.Equal(2, files.Count);
        Assert.Equal(Tight, await FindAsync(files, TightHash));

        var relay = new PersistedDocuments().AddManifest(Write("relay.json", """{"5f2a":"{ping}","sha256:71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b":"query($id:ID!){user(id:$id){name}}"}"""));
        Assert.Equal("{ping}", await FindAsync(relay, "5f2a"));
        Assert.Equal(Tight, await FindAsync(relay, TightHash));

        var apollo = new PersistedDocuments().AddManifest(Write("apollo.json",
            """{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"abc","name":"P","type":"query","body":"query P{ping}"}]}"""));
        Assert.Equal("query P{ping}", await FindAsync(apollo, "abc"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"operations":[{"id":"a"}]}""")]
    [InlineData("""{"operations":[1]}""")]
    [InlineData("""{"sha256:71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b":"{ping}"}""")]
    public void A_file_that_is_no_manifest_is_named(string json)
    {
        var path = Write("m.json", json);
        Assert.StartsWith(path, Assert.Throws<FormatException>(() => new PersistedDocuments().AddManifest(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remembered_texts_are_bounded_in_number_and_the_one_not_used_goes()
    {
        var automatic = new AutomaticDocuments(capacity: 2, maxBytes: 1000);
        automatic.Add("a", "1"u8);
        automatic.Add("b", "2"u8);
        Assert.NotNull(automatic.Find("a"));
        automatic.Add("c", "3"u8);
        Assert.NotNull(automatic.Find("a"));
        Assert.Null(automatic.Find("b"));
        Assert.NotNull(automatic.Find("c"));
    }

    [Fact]
    public void Remembered_texts_are_bounded_in_bytes()
    {
        var automatic = new AutomaticDocuments(capacity: 100, maxBytes: 100);
        for (var i = 0; i < 50; i++) automatic.Add($"{i}", new byte[30]);
        Assert.Equal(3, automatic.Count);
        automatic.Add("large", new byte[101]);
        Assert.Null(automatic.Find("large"));
        Assert.Equal(3, automatic.Count);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
