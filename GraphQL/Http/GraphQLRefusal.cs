using GraphPlatform.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http;

/// <summary>Answers a GraphQL request that the application refuses before the endpoint sees it: nobody is signed in, or nothing can be looked up.</summary>
public static class GraphQLRefusal
{
    private static readonly ResponseWriter Writer = new(new GraphQLHttpOptions());

    /// <summary>Writes one error in the media type that the client wants. Headers such as Retry-After are set by the application.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is wrong, and what helps.</param>
    /// <param name="code"><c>extensions.code</c>.</param>
    public static Task WriteAsync(HttpContext context, int status, string message, string code)
    {
        context.Response.Headers.CacheControl = "no-store";
        var wanted = MediaTypes.Negotiate(context.Request.Headers.Accept);
        return Writer.RefuseAsync(context, status, new GraphQLError(message, code), wanted == MediaTypes.Response ? MediaTypes.Response : MediaTypes.Json);
    }
}
