using System.Net;
using System.Security.Cryptography;
using System.Text;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>https://github.com/jaydenseric/graphql-multipart-request-spec</summary>
public sealed class UploadTests
{
    private const string One = """{"query":"query($f:Upload){file(file:$f)}","variables":{"f":null}}""";
    private const string OneMap = """{"0":["variables.f"]}""";

    private static Task<DemoServer> ServerAsync(Action<GraphQLHttpOptions>? options = null) => DemoServer.StartAsync(options, DemoUploads.Configure);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];

    private static async Task<(int Status, string Text)> SendAsync(DemoServer server, string operations, string? map, bool preflight, params (string Field, string Name, string Text)[] files)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(operations), "operations");
        if (map is not null) form.Add(new StringContent(map), "map");
        foreach (var (field, name, text) in files)
        {
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            file.Headers.TryAddWithoutValidation("Content-Type", "text/plain");
            form.Add(file, field, name);
        }

        return await SendAsync(server, form, preflight);
    }

    private static async Task<(int Status, string Text)> SendAsync(DemoServer server, HttpContent form, bool preflight = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = form };
        request.Headers.TryAddWithoutValidation("Accept", "application/graphql-response+json");
        if (preflight) request.Headers.Add("GraphQL-Preflight", "1");
        using var response = await server.Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    public async Task A_file_is_the_value_of_a_variable(string content)
    {
        await using var server = await ServerAsync();
        Assert.Equal((200, $$$"""{"data":{"file":"a.txt|text/plain|{{{content.Length}}}|{{{Hash(content)}}}"}}"""), await SendAsync(server, One, OneMap, true, ("0", "a.txt", content)));
    }

    [Fact]
    public async Task Files_stand_in_lists_in_inputs_in_batches_and_in_several_places_at_once()
    {
        await using var server = await ServerAsync();
        Assert.Equal($$$"""{"data":{"files":["a|text/plain|1|{{{Hash("x")}}}","b|text/plain|2|{{{Hash("yy")}}}","a|text/plain|1|{{{Hash("x")}}}"]}}""", (await SendAsync(
            server, """{"query":"query($f:[Upload!]!){files(files:$f)}","variables":{"f":[null,null,null]}}""", """{"one":["variables.f.0","variables.f.2"],"two":["variables.f.1"]}""", true,
            ("one", "a", "x"), ("two", "b", "yy"))).Text);
        Assert.Equal($$$"""{"data":{"album":"c|text/plain|1|{{{Hash("x")}}}"}}""", (await SendAsync(
            server, """{"query":"query($a:AlbumInput!){album(album:$a)}","variables":{"a":{"title":"t","cover":null}}}""", """{"c":["variables.a.cover"]}""", true, ("c", "c", "x"))).Text);
        Assert.Equal($$$$"""[{"data":{"file":"nothing"}},{"data":{"store":{"stored":"z|text/plain|1|{{{{Hash("x")}}}}"}}}]""", (await SendAsync(
            server, $$$"""[{{{One}}},{"query":"mutation($f:Upload!){store(file:$f){stored}}","variables":{"f":null}}]""", """{"0":["1.variables.f"]}""", true, ("0", "z", "x"))).Text);
    }

    [Fact]
    public async Task A_large_file_is_the_same_when_it_comes_out_and_leaves_nothing_behind()
    {
        await using var server = await ServerAsync();
        var content = string.Concat(Enumerable.Range(0, 200_000).Select(i => (char)('a' + i % 26)));
        var before = Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*").Length;
        Assert.Contains($"|200000|{Hash(content)}", (await SendAsync(server, One, OneMap, true, ("0", "big", content))).Text, StringComparison.Ordinal);
        // The files go with the request, which ends a moment after the client has its answer.
        for (var tries = 0; Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*").Length > before && tries < 1000; tries++) await Task.Yield();
        await server.StopAsync();
        Assert.True(Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*").Length <= before);
    }

    [Fact]
    public async Task A_form_without_the_preflight_header_is_refused_before_it_is_read()
    {
        await using var server = await ServerAsync();
        var (status, text) = await SendAsync(server, One, OneMap, false, ("0", "a", "x"));
        Assert.Equal(403, status);
        Assert.Contains("PREFLIGHT_REQUIRED", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_without_uploads_takes_no_forms()
    {
        await using var server = await DemoServer.StartAsync();
        Assert.Equal(415, (await SendAsync(server, One, OneMap, true, ("0", "a", "x"))).Status);
        await using var off = await ServerAsync(options => options.MaxUploadFiles = 0);
        Assert.Equal(415, (await SendAsync(off, One, OneMap, true, ("0", "a", "x"))).Status);
    }

    [Theory]
    [InlineData(One, null, "must have the field \\\"map\\\"")]
    [InlineData(One, "", "not valid JSON")]
    [InlineData(One, "[]", "must be a JSON object")]
    [InlineData(One, "null", "is null")]
    [InlineData(One, "{}", "0 entries, but the form has 1 files")]
    [InlineData(One, """{"0":["variables.f"],"1":["variables.f"]}""", "2 entries, but the form has 1 files")]
    [InlineData(One, """{"x":["variables.f"]}""", "no file called")]
    [InlineData(One, """{"0":"variables.f"}""", "a list of places")]
    [InlineData(One, """{"0":[]}""", "a list of places")]
    [InlineData(One, """{"0":null}""", "a list of places")]
    [InlineData(One, """{"0":[1]}""", "must be a string")]
    [InlineData(One, """{"0":[null]}""", "must be a string")]
    [InlineData(One, """{"0":["variables.f"],"0":["variables.f"]}""", "names something twice")]
    [InlineData(One, """{"0":["variables.f","variables.f"]}""", "no place")]
    [InlineData(One, """{"0":["f"]}""", "no place")]
    [InlineData(One, """{"0":["variables"]}""", "no place")]
    [InlineData(One, """{"0":["query"]}""", "no place")]
    [InlineData(One, """{"0":[""]}""", "no place")]
    [InlineData(One, """{"0":["variables."]}""", "no place")]
    [InlineData(One, """{"0":["variables.g"]}""", "no place")]
    [InlineData(One, """{"0":["variables.f.0"]}""", "no place")]
    [InlineData(One, """{"0":["variables.__proto__"]}""", "no place")]
    [InlineData(One, """{"0":["variables.__proto__.polluted"]}""", "no place")]
    [InlineData(One, """{"0":["variables.constructor.prototype"]}""", "no place")]
    [InlineData(One, """{"0":["../variables.f"]}""", "no place")]
    [InlineData(One, """{"0":["0.variables.f"]}""", "no place")]
    [InlineData("[" + One + "]", """{"0":["variables.f"]}""", "no place")]
    [InlineData("[" + One + "]", """{"0":["1.variables.f"]}""", "no place")]
    [InlineData("[" + One + "]", """{"0":["-1.variables.f"]}""", "no place")]
    [InlineData("""{"query":"{ping}","variables":{"f":[null]}}""", """{"0":["variables.f.+0"]}""", "no place")]
    [InlineData("""{"query":"{ping}","variables":{"f":[null]}}""", """{"0":["variables.f.99999999999"]}""", "no place")]
    [InlineData("""{"query":"{ping}","variables":{"f":"taken"}}""", OneMap, "no place")]
    [InlineData("""{"query":"{ping}","variables":{"f":null,"f":null}}""", OneMap, "names something twice")]
    [InlineData("5", OneMap, "no place")]
    [InlineData("null", OneMap, "is null")]
    [InlineData("{", OneMap, "not valid JSON")]
    [InlineData("""{"variables":{"f":null}}""", OneMap, "\\\"query\\\" is missing")]
    public async Task A_form_that_is_not_as_it_should_be_is_told_why(string operations, string? map, string message)
    {
        await using var server = await ServerAsync();
        var (status, text) = await SendAsync(server, operations, map, true, ("0", "a", "x"));
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Equal(400, status);
        Assert.DoesNotContain("data", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_says_that_it_is_a_file_and_is_none_is_no_value()
    {
        await using var server = await ServerAsync();
        foreach (var forged in new[] { "\"0\"", "\"upload:0\"", "\"\"", "{}", "0" })
            Assert.Contains("BAD_USER_INPUT", (await server.PostAsync($$$"""{"query":"query($f:Upload){file(file:$f)}","variables":{"f":{{{forged}}}}}""")).Text, StringComparison.Ordinal);
        var own = """{"query":"query($f:Upload,$g:Upload){file(file:$f) g:file(file:$g)}","variables":{"f":null,"g":"0123456789abcdef0123456789abcdef:0"}}""";
        Assert.Contains("must be a file of a multipart request", (await SendAsync(server, own, OneMap, true, ("0", "a", "x"))).Text, StringComparison.Ordinal);
        Assert.Contains("must be a file of a multipart request", (await server.PostAsync("""{"query":"query($f:Upload){file(file:$f)}","variables":{"f":"x"}}""")).Text, StringComparison.Ordinal);
        Assert.Contains("must be a file of a multipart request", (await server.PostAsync("""{"query":"{file(file:\"x\")}"}""")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_in_a_file_name_is_cut_off()
    {
        await using var server = await ServerAsync();
        Assert.Contains("\"passwd|", (await SendAsync(server, One, OneMap, true, ("0", "../../etc/passwd", "x"))).Text, StringComparison.Ordinal);
        Assert.Contains("\"evil.exe|", (await SendAsync(server, One, OneMap, true, ("0", @"C:\temp\evil.exe", "x"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_size_has_its_limit()
    {
        await using var server = await ServerAsync(options => (options.MaxUploadFileBytes, options.MaxUploadRequestBytes, options.MaxRequestBytes, options.MaxUploadFiles) = (5000, 20_000, 2000, 2));
        Assert.Equal(413, (await SendAsync(server, One, OneMap, true, ("0", "a", new string('x', 5001)))).Status);
        Assert.Equal(413, (await SendAsync(server, One, OneMap, true, ("0", "a", new string('x', 9000)))).Status);
        Assert.Equal(413, (await SendAsync(server, One, OneMap, true, ("0", "a", new string('x', 50_000)))).Status);
        Assert.Equal(413, (await SendAsync(server, One + new string(' ', 3000), OneMap, true, ("0", "a", "x"))).Status);
        Assert.Equal(413, (await SendAsync(server, One, OneMap + new string(' ', 3000), true, ("0", "a", "x"))).Status);
        Assert.Equal(413, (await SendAsync(server, One, OneMap, true, ("0", "a", "x"), ("1", "a", "x"), ("2", "a", "x"))).Status);
        Assert.Equal(200, (await SendAsync(server, One, OneMap, true, ("0", "a", new string('x', 5000)))).Status);
    }

    [Fact]
    public async Task A_body_of_unknown_length_has_the_same_limit()
    {
        await using var server = await ServerAsync(options => options.MaxUploadRequestBytes = 100_000);
        using var form = new MultipartFormDataContent { { new StringContent(One), "operations" }, { new StringContent(OneMap), "map" }, { new StreamContent(new MemoryStream(new byte[150_000])), "0", "a" } };
        using var body = new StreamContent(await form.ReadAsStreamAsync());
        body.Headers.TryAddWithoutValidation("Content-Type", form.Headers.ContentType!.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = body };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("GraphQL-Preflight", "1");
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_huge_map_is_refused()
    {
        await using var server = await ServerAsync();
        var places = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"variables.f.{i}\""));
        var operations = $$$"""{"query":"query($f:[Upload!]!){files(files:$f)}","variables":{"f":[{{{string.Join(',', Enumerable.Repeat("null", 1000))}}}]}}""";
        var (status, text) = await SendAsync(server, operations, $$"""{"0":[{{places}}]}""", true, ("0", "a", "x"));
        Assert.Equal(400, status);
        Assert.Contains("more than 100 places", text, StringComparison.Ordinal);
        Assert.Equal(400, (await SendAsync(server, One, $$"""{"0":["variables.{{new string('f', 100_000)}}"]}""", true, ("0", "a", "x"))).Status);
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{}\r\n--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{}\r\n--x--\r\n", "twice")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=\"0\"; filename=\"b\"\r\n\r\n2\r\n--x--\r\n", "two files")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x--\r\n", "nothing else")]
    [InlineData("--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n", "must have a name")]
    [InlineData("--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--\r\n", "must have a name")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{\"query\":", "ends too early")]
    [InlineData("--y\r\n", "ends too early")]
    [InlineData("", "ends too early")]
    [InlineData("--x--\r\n", "must have the field")]
    public async Task Parts_that_are_not_what_they_should_be_are_refused(string body, string message)
    {
        await using var server = await ServerAsync();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        var (status, text) = await SendAsync(server, content);
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Operations_that_are_nested_too_deep_are_refused_and_no_error_of_the_server()
    {
        await using var server = await ServerAsync();
        for (var depth = 55; depth < 70; depth++)
        {
            var deep = new string('[', depth) + new string(']', depth);
            var (status, _) = await SendAsync(server, $$$"""{"query":"query($f:Upload){file(file:$f)}","variables":{"f":null,"d":{{{deep}}}}}""", OneMap, true, ("0", "a", "x"));
            Assert.Equal(depth <= 62 ? 200 : 400, status);
        }
    }

    [Fact]
    public async Task Two_at_once_get_their_own_files()
    {
        await using var server = await ServerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(server, One, OneMap, true, ("0", $"f{i}", new string('x', i)))));
        for (var i = 0; i < answers.Length; i++) Assert.Contains($"\"f{i}|text/plain|{i}|", answers[i].Text, StringComparison.Ordinal);
    }
}
