using System.Net;
using System.Security.Cryptography;
using System.Text;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Persisted;
using GraphPlatform.GraphQL.Tests.Http;
using GraphPlatform.GraphQL.Tests.WebSockets;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Persisted;

/// <summary>Documents that are named instead of sent, the same over every transport.</summary>
public sealed class PersistedTransportTests
{
    private const string Response = "application/graphql-response+json";
    private const string Ping = "query Ping{ping}";
    private const string Pong = """{"data":{"ping":"pong"}}""";
    private const string NotFound = """{"errors":[{"message":"PersistedQueryNotFound","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}""";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Extension(string hash) => $$$"""{"persistedQuery":{"version":1,"sha256Hash":"{{{hash}}}"}}""";

    private static Task<DemoServer> TrustingAsync(bool only = false, Action<GraphQLHttpOptions>? more = null) => DemoServer.StartAsync(options =>
    {
        var documents = new PersistedDocuments();
        documents.Add(Ping);
        documents.Add("walk", "mutation{walk(minutes:1){minutes}}");
        documents.Add("count", "subscription($to:Int!){count(to:$to)}");
        (options.Persisted.Store, options.Persisted.TrustedOnly) = (documents, only);
        more?.Invoke(options);
    });

    [Fact]
    public async Task A_trusted_document_is_run_by_its_id_and_any_other_by_its_text()
    {
        await using var server = await TrustingAsync();
        Assert.Equal((200, Pong), await server.PostAsync($$"""{"documentId":"sha256:{{Hash(Ping)}}"}"""));
        Assert.Equal((200, Pong), await server.PostAsync($$"""{"documentId":"{{Hash(Ping).ToUpperInvariant()}}","operationName":"Ping","variables":null}"""));
        Assert.Equal((200, Pong), await server.PostAsync($$"""{"extensions":{{Extension(Hash(Ping))}}}"""));
        Assert.Equal(Pong, await server.Client.GetStringAsync($"{server.Url}?documentId=sha256:{Hash(Ping)}"));
        Assert.Equal(200, (await server.PostAsync("""{"query":"{a:ping}"}""")).Status);
        Assert.Equal("[" + Pong + """,{"data":{"walk":{"minutes":1}}}]""", (await server.PostAsync($$"""[{"documentId":"{{Hash(Ping)}}"},{"documentId":"walk"}]""")).Text);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256:short")]
    [InlineData("../../etc/passwd")]
    public async Task An_unknown_id_is_one_error_with_the_status_of_the_media_type(string id)
    {
        await using var server = await TrustingAsync();
        const string Message = """{"errors":[{"message":"No document has this \"documentId\".","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}""";
        Assert.Equal((400, Message), await server.PostAsync($$"""{"documentId":"{{id}}"}"""));
        Assert.Equal((200, Message), await server.PostAsync($$"""{"documentId":"{{id}}"}""", "application/json"));
    }

    [Theory]
    [InlineData("""{"documentId":5}""")]
    [InlineData("""{"documentId":null}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"abc"}}}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"}}}""")]
    [InlineData("""{"extensions":{"persistedQuery":[]}}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"\ud800"}}}""")]
    [InlineData("""{"documentId":"\ud800"}""")]
    [InlineData("""{"extensions":{"persistedQuery":null}}""")]
    [InlineData("""{"extensions":{}}""")]
    public async Task What_names_no_document_is_no_request(string body)
    {
        await using var server = await TrustingAsync();
        Assert.Equal(400, (await server.PostAsync(body, "application/json")).Status);
        using var sent = System.Text.Json.JsonDocument.Parse(body);
        if (!sent.RootElement.TryGetProperty("extensions", out var extensions)) return;
        using var get = await server.Client.GetAsync($"{server.Url}?extensions={Uri.EscapeDataString(extensions.GetRawText())}");
        Assert.Equal(HttpStatusCode.BadRequest, get.StatusCode);
    }

    [Fact]
    public async Task Only_trusted_documents_are_run_where_that_is_said()
    {
        await using var server = await TrustingAsync(only: true);
        Assert.Equal((200, Pong), await server.PostAsync($$"""{"documentId":"{{Hash(Ping)}}"}"""));
        Assert.Equal((200, Pong), await server.PostAsync($$"""{"query":"{{Ping}}"}"""));
        const string Refused = """{"errors":[{"message":"Only trusted documents are run here: send the \"documentId\" of one instead of a query.","extensions":{"code":"DOCUMENT_NOT_TRUSTED"}}]}""";
        Assert.Equal((400, Refused), await server.PostAsync("""{"query":"query Ping{ping }"}"""));
        Assert.Equal((200, Refused), await server.PostAsync("""{"query":"{__typename}"}""", "application/json"));
        Assert.Equal((400, Refused), await server.PostAsync($$"""{"query":"{ping}","documentId":"{{Hash(Ping)}}"}"""));
        // Automatic persisted queries are no way in.
        Assert.Equal((400, Refused), await server.PostAsync($$"""{"query":"{ping}","extensions":{{Extension(Hash("{ping}"))}}}"""));
        Assert.Equal((400, NotFound), await server.PostAsync($$"""{"extensions":{{Extension(Hash("{ping}"))}}}"""));
        using var get = await server.Client.GetAsync(server.Url + "?query={ping}");
        Assert.Contains("DOCUMENT_NOT_TRUSTED", await get.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("DOCUMENT_NOT_TRUSTED", (await server.PostAsync("""{"query":"{ping}"}""", "text/event-stream")).Text, StringComparison.Ordinal);
        Assert.Contains("DOCUMENT_NOT_TRUSTED", (await server.PostAsync("""[{"query":"{ping}"}]""")).Text, StringComparison.Ordinal);
        using var socket = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await socket.SubscribeAsync("1", "{ping}");
        Assert.Contains("DOCUMENT_NOT_TRUSTED", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusted_only_without_a_store_runs_nothing()
    {
        await using var server = await DemoServer.StartAsync(options => options.Persisted.TrustedOnly = true);
        Assert.Equal(400, (await server.PostAsync("""{"query":"{ping}"}""")).Status);
    }

    [Fact]
    public async Task A_socket_and_a_stream_take_ids_too()
    {
        await using var server = await TrustingAsync(only: true);
        using var socket = await SocketClient.ConnectAsync(server.WebSocketUrl);
        await socket.SendAsync("""{"id":"1","type":"subscribe","payload":{"documentId":"count","variables":{"to":1}}}""");
        Assert.Equal("""{"id":"1","type":"next","payload":{"data":{"count":1}}}""", await socket.ReceiveAsync());
        Assert.Equal("""{"id":"1","type":"complete"}""", await socket.ReceiveAsync());
        await socket.SendAsync($$$"""{"id":"2","type":"subscribe","payload":{"extensions":{{{Extension(Hash("{other}"))}}}}}""");
        Assert.Contains("PersistedQueryNotFound", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("data: {\"data\":{\"count\":1}}", (await server.PostAsync("""{"documentId":"count","variables":{"to":1}}""", "text/event-stream")).Text, StringComparison.Ordinal);
        await socket.SendAsync("""{"id":"3","type":"subscribe","payload":{"documentId":7}}""");
        await socket.ClosedWithAsync(4400, "Invalid message");
    }

    [Fact]
    public async Task An_automatic_persisted_query_is_sent_once_and_named_after()
    {
        await using var server = await DemoServer.StartAsync();
        var name = $$"""{"extensions":{{Extension(Hash(Ping))}}}""";
        Assert.Equal((400, NotFound), await server.PostAsync(name));
        Assert.Equal((200, NotFound), await server.PostAsync(name, "application/json"));
        Assert.Equal((200, Pong), await server.PostAsync($$"""{"query":"{{Ping}}","extensions":{{Extension(Hash(Ping))}}}"""));
        Assert.Equal((200, Pong), await server.PostAsync(name));
        Assert.Equal(Pong, await server.Client.GetStringAsync($"{server.Url}?extensions={Uri.EscapeDataString(Extension(Hash(Ping)))}"));
    }

    [Fact]
    public async Task A_hash_that_is_not_the_texts_is_refused_and_remembers_nothing()
    {
        await using var server = await DemoServer.StartAsync();
        Assert.Equal((400, """{"errors":[{"message":"\"extensions.persistedQuery.sha256Hash\" is not the SHA-256 of \"query\".","extensions":{"code":"PERSISTED_QUERY_HASH_MISMATCH"}}]}"""),
            await server.PostAsync($$"""{"query":"{evil:ping}","extensions":{{Extension(Hash(Ping))}}}"""));
        Assert.Equal((400, NotFound), await server.PostAsync($$"""{"extensions":{{Extension(Hash(Ping))}}}"""));
    }

    [Fact]
    public async Task Automatic_persisted_queries_can_be_turned_off()
    {
        await using var server = await DemoServer.StartAsync(options => options.Persisted.Automatic = false);
        Assert.Contains("\"PersistedQueryNotSupported\"", (await server.PostAsync($$"""{"extensions":{{Extension(Hash(Ping))}}}""")).Text, StringComparison.Ordinal);
        Assert.Equal((200, Pong), await server.PostAsync($$"""{"query":"{{Ping}}","extensions":{{Extension(Hash(Ping))}}}"""));
        Assert.Contains("\"PersistedQueryNotSupported\"", (await server.PostAsync($$"""{"extensions":{{Extension(Hash(Ping))}}}""")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_register_and_both_are_answered()
    {
        await using var server = await DemoServer.StartAsync(options => options.Persisted.MaxAutomaticDocuments = 3);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            server.PostAsync($$"""{"query":"{a{{i % 8}}:ping}","extensions":{{Extension(Hash($$"""{a{{i % 8}}:ping}"""))}}}""")));
        for (var i = 0; i < answers.Length; i++) Assert.Equal((200, $$$"""{"data":{"a{{{i % 8}}}":"pong"}}"""), answers[i]);
    }

    [Theory]
    [InlineData(Response)]
    [InlineData("application/json")]
    public async Task A_get_by_id_has_a_tag_and_is_not_sent_twice(string accept)
    {
        await using var server = await TrustingAsync();
        var url = $"{server.Url}?documentId={Hash(Ping)}";
        using var first = await GetAsync(server, url, accept);
        Assert.Equal("private, no-cache", string.Join(", ", first.Headers.GetValues("Cache-Control").SelectMany(value => value.Split(", ")).OrderDescending()));
        Assert.Equal("Accept,Authorization,Cookie", string.Join(',', first.Headers.Vary));
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        Assert.StartsWith($"\"{Hash(Pong)}", tag.Tag, StringComparison.Ordinal);
        foreach (var known in new[] { tag.Tag, "W/" + tag.Tag, "\"other\", " + tag.Tag, "*" })
        {
            using var again = await GetAsync(server, url, accept, known);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }

        foreach (var other in new[] { "\"other\"", "nonsense", "" })
        {
            using var again = await GetAsync(server, url, accept, other);
            Assert.Equal(Pong, await again.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Each_representation_has_its_own_tag()
    {
        await using var server = await TrustingAsync(more: options => options.CompressFromBytes = 1);
        var url = $"{server.Url}?documentId={Hash(Ping)}";
        var tags = new HashSet<string>();
        foreach (var (accept, encoding) in new[] { (Response, ""), ("application/json", ""), (Response, "br"), (Response, "gzip") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
            using var response = await server.Client.SendAsync(request);
            Assert.Equal(Pong, CompressionTests.Decode(await response.Content.ReadAsByteArrayAsync(), encoding));
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            Assert.True(tags.Add(response.Headers.ETag!.Tag));
        }
    }

    [Fact]
    public async Task An_answer_that_may_be_wrong_tomorrow_has_no_tag()
    {
        await using var server = await DemoServer.StartAsync(options =>
        {
            var documents = new PersistedDocuments();
            documents.Add("boom", "{boom}");
            documents.Add("nope", "{nope}");
            documents.Add("walk", "mutation{walk(minutes:1){minutes}}");
            options.Persisted.Store = documents;
        });
        foreach (var (id, status) in new[] { ("boom", 200), ("nope", 400), ("walk", 405), ("unknown", 400) })
        {
            using var response = await GetAsync(server, $"{server.Url}?documentId={id}", Response);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Null(response.Headers.ETag);
            Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        }
    }

    [Fact]
    public async Task The_application_may_keep_its_documents_elsewhere()
    {
        await using var server = await DemoServer.StartAsync(services: services => services.AddSingleton<IPersistedDocumentStore, Elsewhere>());
        Assert.Equal((200, Pong), await server.PostAsync("""{"documentId":"it"}"""));
        var (status, text) = await server.PostAsync("""{"documentId":"broken"}""");
        Assert.Equal(500, status);
        Assert.StartsWith("""{"errors":[{"message":"Internal error, id """, text, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(DemoServer server, string url, string accept, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await server.Client.SendAsync(request);
    }

    private sealed class Elsewhere : IPersistedDocumentStore
    {
        public async ValueTask<byte[]?> FindAsync(string id, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (id == "broken") throw new InvalidOperationException("connection string");
            return id == "it" ? Encoding.UTF8.GetBytes(Ping) : null;
        }
    }
}
