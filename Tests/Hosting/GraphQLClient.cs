using System.Net.Http.Json;
using System.Text.Json;

namespace GraphPlatform.Tests.Hosting;

/// <summary>A client of a running server: queries and mutations over HTTP, as a program makes them.</summary>
public sealed class GraphQLClient(string url) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(url) };

    /// <summary>The access token in use.</summary>
    public string? AccessToken { get; private set; }

    /// <summary>A client that is signed in.</summary>
    public static async Task<GraphQLClient> SignInAsync(string url, string email = ServerProcess.Email, string password = ServerProcess.Password)
    {
        var client = new GraphQLClient(url);
        var payload = await client.MutateAsync("signIn(input: {email: $email, password: $password}) { accessToken }", "$email: String!, $password: String!", new { email, password });
        client.UseToken(payload.GetProperty("accessToken").GetString()!);
        return client;
    }

    /// <summary>Sends this token from now on.</summary>
    public void UseToken(string token)
    {
        AccessToken = token;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>Sends a document and gives the whole answer.</summary>
    public async Task<JsonElement> SendAsync(string query, object? variables = null)
    {
        using var response = await http.PostAsJsonAsync("/graphql", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Runs a query that must succeed.</summary>
    /// <returns>Its data.</returns>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        var answer = await SendAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>Runs a mutation that must succeed.</summary>
    /// <param name="field">The field with its arguments and selection.</param>
    /// <param name="declarations">Its variables' declarations.</param>
    /// <param name="variables">Their values.</param>
    /// <returns>The payload.</returns>
    public async Task<JsonElement> MutateAsync(string field, string declarations = "", object? variables = null)
    {
        var payload = await TryMutateAsync(field, declarations, variables);
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, payload.ToString());
        return payload;
    }

    /// <summary>Runs a mutation that may be refused; its payload has the errors with message, code and path.</summary>
    public async Task<JsonElement> TryMutateAsync(string field, string declarations = "", object? variables = null)
    {
        var end = field.LastIndexOf('}');
        var selection = end < 0 ? field + " { " : field[..end];
        var head = declarations.Length == 0 ? "mutation" : $"mutation({declarations})";
        var data = await QueryAsync($"{head} {{ result: {selection} errors {{ __typename message code path }} }} }}", variables);
        return data.GetProperty("result");
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
