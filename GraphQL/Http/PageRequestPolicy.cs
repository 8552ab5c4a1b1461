using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace GraphPlatform.GraphQL.Http;

/// <summary>Takes the GraphQL endpoint out of the choice when a browser asks for a page at its address.</summary>
internal sealed class PageRequestPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
            if (endpoint.Metadata.GetMetadata<GraphQLEndpointMetadata>() is not null) return true;
        return false;
    }

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        if (!IsPageRequest(httpContext)) return Task.CompletedTask;
        for (var i = 0; i < candidates.Count; i++)
            if (candidates[i].Endpoint.Metadata.GetMetadata<GraphQLEndpointMetadata>() is not null) candidates.SetValidity(i, false);
        return Task.CompletedTask;
    }

    private static bool IsPageRequest(HttpContext context)
    {
        var request = context.Request;
        return HttpMethods.IsGet(request.Method) && !context.WebSockets.IsWebSocketRequest && !request.Headers.ContainsKey("Upgrade")
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !request.Query.ContainsKey("query") && !request.Query.ContainsKey("documentId");
    }
}
