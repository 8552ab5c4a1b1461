using System.IO.Compression;
using System.Text;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>Large answers become small when somebody said so and the client takes it.</summary>
public sealed class CompressionTests
{
    private const string Large = """{"query":"{owners(count:200){id name}}"}""";

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("br;q=0", "")]
    [InlineData("identity", "")]
    [InlineData("deflate", "")]
    [InlineData(";;", "")]
    [InlineData(null, "")]
    public async Task It_is_what_the_client_takes(string? accepted, string encoding)
    {
        await using var server = await DemoServer.StartAsync(options => options.CompressFromBytes = 1000);
        using var answer = await SendAsync(server, Large, accepted);
        Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var text = Decode(bytes, encoding);
        Assert.StartsWith("""{"data":{"owners":[{"id":"o1","name":"Owner 1"},""", text, StringComparison.Ordinal);
        Assert.EndsWith("""{"id":"o200","name":"Owner 200"}]}}""", text, StringComparison.Ordinal);
        if (encoding.Length > 0)
        {
            Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
            Assert.True(bytes.Length < text.Length / 3);
        }
    }

    [Fact]
    public async Task Small_answers_are_left_alone()
    {
        await using var server = await DemoServer.StartAsync(options => options.CompressFromBytes = 1000);
        using var answer = await SendAsync(server, """{"query":"{ping}"}""", "br, gzip");
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal("""{"data":{"ping":"pong"}}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task It_is_off_unless_it_is_turned_on()
    {
        await using var server = await DemoServer.StartAsync();
        using var answer = await SendAsync(server, Large, "br, gzip");
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_batch_is_compressed_as_one()
    {
        await using var server = await DemoServer.StartAsync(options => options.CompressFromBytes = 1000);
        using var answer = await SendAsync(server, $"[{Large},{Large}]", "gzip");
        var text = Decode(await answer.Content.ReadAsByteArrayAsync(), "gzip");
        Assert.StartsWith("""[{"data":""", text, StringComparison.Ordinal);
        Assert.EndsWith("}]", text, StringComparison.Ordinal);
    }

    internal static string Decode(byte[] bytes, string encoding)
    {
        using var source = new MemoryStream(bytes);
        using Stream decoded = encoding switch { "br" => new BrotliStream(source, CompressionMode.Decompress), "gzip" => new GZipStream(source, CompressionMode.Decompress), _ => source };
        using var reader = new StreamReader(decoded, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static async Task<HttpResponseMessage> SendAsync(DemoServer server, string body, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await server.Client.SendAsync(request);
    }
}
