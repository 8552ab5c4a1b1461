using System.Text;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>Requests with bytes changed, cut out, doubled and mixed: whatever they say, the answer is the client's fault or an answer, and the server goes on.</summary>
public sealed class TransportFuzzTests
{
    private const string Boundary = "multipart/form-data; boundary=x";

    private static readonly (string Type, string Body)[] Seeds =
    [
        ("application/json", """{"query":"query A($n:Int!){owners(count:$n){id}}","variables":{"n":1},"operationName":"A","extensions":{"a":[1,{"b":null}]}}"""),
        ("application/json", """[{"query":"{ping}"},{"query":"mutation{walk(minutes:1){minutes}}"},{"documentId":"sha256:71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b"}]"""),
        ("application/json", """{"query":"{ping}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b"}}}"""),
        ("application/json", """{"query":"query($f:Upload,$s:String!){file(file:$f) echo(text:$s)}","variables":{"f":"x","s":"\ud83d\ude00\n\u0000"}}"""),
        (Boundary, "--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{\"query\":\"query($f:[Upload!]!){files(files:$f)}\",\"variables\":{\"f\":[null,null]}}\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{\"0\":[\"variables.f.0\",\"variables.f.1\"]}\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n"),
    ];

    [Theory]
    [InlineData(1, "application/graphql-response+json")]
    [InlineData(2, "application/json")]
    [InlineData(3, "text/event-stream")]
    [InlineData(4, "multipart/mixed, application/json;q=0.5")]
    public async Task A_changed_request_never_breaks_the_server(int seed, string accept)
    {
        await using var server = await DemoServer.StartAsync(schema: DemoUploads.Configure);
        var random = new Random(seed);
        for (var i = 0; i < 1500; i++)
        {
            var (type, text) = Seeds[random.Next(Seeds.Length)];
            var body = Change(Encoding.UTF8.GetBytes(text), random);
            using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.Add("GraphQL-Preflight", "1");
            using var response = await server.Client.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            Assert.True((int)response.StatusCode < 500 && !answer.Contains("INTERNAL", StringComparison.Ordinal), $"seed {seed}, request {i}: {(int)response.StatusCode} {answer} to {Convert.ToBase64String(body)}");
        }

        for (var i = 0; i < 500; i++)
        {
            var changed = Change(Encoding.UTF8.GetBytes("query=%7Bping%7D&variables=%7B%22a%22%3A1%7D&operationName=A&extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%7D%7D&documentId=sha256%3Aabc"), random);
            // What a URL cannot hold never leaves the client.
            var query = string.Concat(changed.Select(each => each is > 32 and < 127 and not (byte)'#' and not (byte)'\\' ? ((char)each).ToString() : $"%{each:X2}"));
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Url}?{query}");
            request.Headers.TryAddWithoutValidation("Accept", accept);
            using var response = await server.Client.SendAsync(request);
            Assert.True((int)response.StatusCode < 500, $"seed {seed}, query {i}: {(int)response.StatusCode} to {query}");
        }

        Assert.Equal((200, """{"data":{"ping":"pong"}}"""), await server.PostAsync("""{"query":"{ping}"}"""));
    }

    private static byte[] Change(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes[at] = (byte)"{}[]\":,\\0n"[random.Next(10)]; break;
                default: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
            }
        }

        return [.. bytes];
    }
}
