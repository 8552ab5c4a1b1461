using System.Net.Http.Json;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Accounts;

/// <summary>Wrong passwords over HTTP, all at once from one address, told by a trusted proxy. With --full: 1,000.</summary>
public sealed class SignInFloodTests
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    [Fact]
    public async Task At_most_ten_of_them_are_checked_and_the_owner_signs_in_from_elsewhere_meanwhile()
    {
        await using var server = await ServerProcess.StartAsync(options: ["--Api:TrustedProxies", "127.0.0.1"]);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 200 }) { BaseAddress = new Uri(server.Url) };
        var guesses = Enumerable.Range(0, Full ? 1000 : 200).Select(i => CodeAsync(http, "203.0.113.7", $"wrong-{i}")).ToList();
        var owner = CodeAsync(http, "198.51.100.20", ServerProcess.Password);
        await Task.WhenAny(owner, Task.WhenAll(guesses));
        Assert.Null(await owner);
        var codes = await Task.WhenAll(guesses);
        Assert.InRange(codes.Count(c => c == "UNAUTHENTICATED"), 1, 10);
        Assert.All(codes, c => Assert.Contains(c, (string[])["UNAUTHENTICATED", "RATE_LIMITED", "BUDGET_EXCEEDED"]));

        // Nobody else is kept out afterwards either, and the guesser is, also with the right password.
        Assert.Null(await CodeAsync(http, "198.51.100.21", ServerProcess.Password));
        Assert.Contains(await CodeAsync(http, "203.0.113.7", ServerProcess.Password), (string?[])["RATE_LIMITED", "BUDGET_EXCEEDED"]);
    }

    /// <summary>The error's code; null when it was the right password.</summary>
    private static async Task<string?> CodeAsync(HttpClient http, string from, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new
            {
                query = "mutation($e: String!, $p: String!) { signIn(input: {email: $e, password: $p}) { accessToken errors { code } } }",
                variables = new { e = ServerProcess.Email, p = password },
            }),
        };
        request.Headers.Add("X-Forwarded-For", from);
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (answer.TryGetProperty("errors", out var errors)) return errors[0].GetProperty("extensions").GetProperty("code").GetString();
        var refused = answer.GetProperty("data").GetProperty("signIn").GetProperty("errors");
        return refused.GetArrayLength() == 0 ? null : refused[0].GetProperty("code").GetString();
    }
}
