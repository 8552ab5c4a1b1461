using System.Text.Json;
using GraphPlatform.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.Web;

/// <summary>Asks the API in process: the same pipeline, limits and caller as over HTTP. Pages know nothing else of the platform.</summary>
public sealed class ApiClient(IGraphQLExecutor executor, IHttpContextAccessor context)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs the document that stands beside a page.</summary>
    /// <typeparam name="TPage">The page: its document has its name.</typeparam>
    /// <typeparam name="TData">The shape of <c>data</c>.</typeparam>
    /// <param name="operation">The operation's name in the document.</param>
    /// <param name="variables">An object whose properties are the variables; null for none.</param>
    /// <exception cref="ApiException">The API refused.</exception>
    public async Task<TData> RunAsync<TPage, TData>(string operation, object? variables = null)
    {
        var http = context.HttpContext ?? throw new InvalidOperationException("Pages ask the API within a request.");
        var request = new GraphQLRequest
        {
            Document = PageDocuments.Of(typeof(TPage)),
            OperationName = operation,
            Variables = variables is null ? null : JsonSerializer.SerializeToElement(variables, Json),
            Services = http.RequestServices,
            User = http.User,
        };
        request.Items[typeof(HttpContext)] = http;
        using var result = await executor.ExecuteAsync(request, http.RequestAborted);
        if (result.HasErrors) throw new ApiException(result.Errors[0].Message, Code(result.Errors[0]));
        return JsonSerializer.Deserialize<Answer<TData>>(result.Utf8Json.Span, Json)!.Data;
    }

    private static string? Code(GraphQLError error) => error.Code;

    private sealed record Answer<T>(T Data);
}

/// <summary>The API refused a page's request.</summary>
/// <param name="message">Why.</param>
/// <param name="code"><c>extensions.code</c>.</param>
public sealed class ApiException(string message, string? code) : Exception(message)
{
    /// <summary><c>extensions.code</c>: UNAUTHENTICATED, NOT_FOUND…</summary>
    public string? Code { get; } = code;
}
