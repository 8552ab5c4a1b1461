using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>https://graphql.github.io/graphql-over-http/draft/</summary>
public sealed class HttpTests
{
    private const string Response = "application/graphql-response+json";

    [Theory]
    [InlineData("""{"query":"{ping}"}""", Response, 200, """{"data":{"ping":"pong"}}""")]
    [InlineData("""{"query":"{ping}"}""", "application/json", 200, """{"data":{"ping":"pong"}}""")]
    [InlineData("""{"query":"query($n:Int!){owners(count:$n){id}}","variables":{"n":1},"operationName":null,"extensions":{"a":1},"other":[1]}""", Response, 200, """{"data":{"owners":[{"id":"o1"}]}}""")]
    [InlineData("""{"query":"{boom}"}""", Response, 200, """{"data":null,"errors":""")]
    [InlineData("""{"query":"{"}""", Response, 400, """{"errors":[{"message":"Expected""")]
    [InlineData("""{"query":"{"}""", "application/json", 200, """{"errors":[{"message":"Expected""")]
    [InlineData("""{"query":"{nope}"}""", Response, 400, """{"errors":[{"message":"Type Query has no field""")]
    [InlineData("""{"query":"{nope}"}""", "application/json", 200, """{"errors":""")]
    [InlineData("""{"query":"subscription{count(to:1)}"}""", Response, 400, """{"errors":[{"message":"A subscription gives a stream""")]
    [InlineData("""{"query":1}""", "application/json", 400, """{"errors":[{"message":"\"query\" must be a string.""")]
    [InlineData("""{"query":"{ping}","variables":[1]}""", Response, 400, """{"errors":[{"message":"\"variables\" must be a JSON object.""")]
    [InlineData("""{"query":"{ping}"} x""", Response, 400, """{"errors":[{"message":"The body is not valid JSON.""")]
    [InlineData("""{"query":null}""", Response, 400, """{"errors":[{"message":"\"query\" is missing""")]
    [InlineData("""1""", Response, 400, """{"errors":[{"message":"The body must be a JSON object""")]
    [InlineData("", Response, 400, """{"errors":[{"message":"The body is not valid JSON.""")]
    [InlineData("""{"query":"\ud800"}""", Response, 400, """{"errors":[{"message":"\"query\" is not valid Unicode.""")]
    [InlineData("""{"query":"{ping}","operationName":"\ud800"}""", Response, 400, """{"errors":[{"message":"The body has text that is not valid Unicode.""")]
    [InlineData("""{"query":"query($b:PetBy!){dog(by:$b){id}}","variables":{"b":{"\ud800":1}}}""", Response, 400, """{"errors":[{"message":"Variable $b has a field whose name""")]
    [InlineData("""{"query":"{ping}"}""", "text/html", 406, """{"errors":[{"message":"Accept""")]
    public async Task A_post_is_answered_with_the_status_of_the_draft(string body, string accept, int status, string start)
    {
        await using var server = await DemoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var response = await server.Client.SendAsync(request);
        Assert.StartsWith(start, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(accept == "text/html" ? "application/json" : accept, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("utf-8", response.Content.Headers.ContentType.CharSet);
    }

    [Theory]
    [InlineData("application/graphql-response+json;q=0.5, application/json", "application/json")]
    [InlineData("application/json;q=0.5, application/graphql-response+json;q=0.9", Response)]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    [InlineData("application/*", "application/json")]
    public async Task The_client_says_which_type_it_likes_best(string accept, string mediaType)
    {
        await using var server = await DemoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url + "?query={ping}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("multipart/mixed", "multipart/mixed; boundary=\"-\"")]
    [InlineData("multipart/mixed;incrementalSpec=v0.2, application/json", "multipart/mixed; boundary=\"-\"")]
    [InlineData("multipart/mixed;deferSpec=20220824, application/json", "application/json; charset=utf-8")]
    [InlineData("application/json", "application/json; charset=utf-8")]
    public async Task What_is_deferred_comes_in_parts_to_those_who_take_parts(string accept, string contentType)
    {
        await using var server = await DemoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url)
        {
            Content = new StringContent("""{"query":"{owners(count:1){id ...@defer{name}}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
        var body = await response.Content.ReadAsStringAsync();
        if (!contentType.StartsWith("multipart", StringComparison.Ordinal))
        {
            Assert.Contains("\"name\"", body, StringComparison.Ordinal);
            return;
        }

        var parts = body.Split("\r\n---\r\nContent-Type: application/json; charset=utf-8\r\n\r\n");
        Assert.Equal("", parts[0]);
        Assert.Equal("""{"data":{"owners":[{"id":"o1"}]},"pending":[{"id":"0","path":["owners",0]}],"hasNext":true}""", parts[1]);
        Assert.StartsWith("""{"incremental":[{"id":"0","data":{"name":""", parts[2], StringComparison.Ordinal);
        Assert.EndsWith("\"hasNext\":false}\r\n-----\r\n", parts[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Other_bodies_are_415(string contentType)
    {
        await using var server = await DemoServer.StartAsync();
        using var content = new ByteArrayContent("{\"query\":\"{ping}\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await server.Client.PostAsync(server.Url, content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_large_body_is_413()
    {
        await using var server = await DemoServer.StartAsync(options => options.MaxRequestBytes = 1000);
        using var response = await server.Client.PostAsync(server.Url, new StringContent($$"""{"query":"{ping}{{new string(' ', 2000)}}"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Get_runs_queries_only_and_other_methods_are_405()
    {
        await using var server = await DemoServer.StartAsync();
        Assert.Equal("""{"data":{"owners":[{"id":"o1"}]}}""", await server.Client.GetStringAsync(server.Url + "?query=query($n:Int!){owners(count:$n){id}}&variables=" + Uri.EscapeDataString("""{"n":1}""")));
        using var mutation = await server.Client.GetAsync(server.Url + "?query=mutation{walk(minutes:1){minutes}}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, mutation.StatusCode);
        Assert.Equal(["POST"], mutation.Content.Headers.Allow);
        using var put = await server.Client.PutAsync(server.Url, null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        using var none = await server.Client.GetAsync(server.Url);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        foreach (var wrong in new[] { "variables=1", "extensions=[]", "extensions={" })
        {
            using var bad = await server.Client.GetAsync(server.Url + "?query={ping}&" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        }

        // An empty parameter is one that was not given.
        Assert.Equal("""{"data":{"ping":"pong"}}""", await server.Client.GetStringAsync(server.Url + "?query={ping}&variables=&extensions=&operationName=&documentId="));
    }

    [Fact]
    public async Task Head_has_the_headers_of_get_and_options_says_which_methods_there_are()
    {
        await using var server = await DemoServer.StartAsync();
        using var head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, server.Url + "?query={ping}"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("""{"data":{"ping":"pong"}}""".Length, head.Content.Headers.ContentLength);
        Assert.Equal("no-store", head.Headers.CacheControl!.ToString());
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var options = new HttpRequestMessage(HttpMethod.Options, server.Url);
        options.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        options.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "POST");
        using var answer = await server.Client.SendAsync(options);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST", "OPTIONS"], answer.Content.Headers.Allow);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_status_of_a_partial_success_can_be_the_one_that_the_specification_recommends()
    {
        await using var server = await DemoServer.StartAsync(options => options.PartialSuccessStatus = 294);
        Assert.Equal(294, (await server.PostAsync("""{"query":"{boom}"}""")).Status);
        Assert.Equal(200, (await server.PostAsync("""{"query":"{boom}"}""", "application/json")).Status);
        Assert.Equal(200, (await server.PostAsync("""{"query":"{ping}"}""")).Status);
        Assert.Equal(400, (await server.PostAsync("""{"query":"{nope}"}""")).Status);
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_read_to_its_end()
    {
        await using var server = await DemoServer.StartAsync();
        var address = new Uri(server.Address);
        using var socket = new System.Net.Sockets.TcpClient(address.Host, address.Port) { NoDelay = true };
        var stream = socket.GetStream();
        var body = """  {"query":"{p\u0069ng}"}  """;
        foreach (var part in $"POST /graphql HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}")
            await stream.WriteAsync(new[] { (byte)part });
        using var answer = new StreamReader(stream);
        Assert.EndsWith("""{"data":{"ping":"pong"}}""", await answer.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_a_request_that_was_never_made()
    {
        await using var server = await DemoServer.StartAsync();
        var address = new Uri(server.Address);
        using (var socket = new System.Net.Sockets.TcpClient(address.Host, address.Port))
        {
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /graphql HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"query\":"));
            socket.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            var answer = new byte[1000];
            try
            {
                var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false);
                Assert.DoesNotContain("data", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
            }
            catch (IOException)
            {
                // Cut without a word, which is an answer too.
            }
        }

        Assert.Equal(200, (await server.PostAsync("""{"query":"{ping}"}""")).Status);
    }

    [Fact]
    public async Task A_browser_gets_the_page_and_a_program_the_api()
    {
        await using var server = await DemoServer.StartAsync(page: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        using var page = await server.Client.SendAsync(request);
        Assert.Equal("the page", await page.Content.ReadAsStringAsync());
        Assert.Equal("""{"data":{"ping":"pong"}}""", await server.Client.GetStringAsync(server.Url + "?query={ping}"));
    }
}
