using GraphPlatform.GraphQL.Budgets;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Server.Authentication;

/// <summary>Finds who asks: over HTTP from the request, on a socket from its <c>connection_init</c>, and in process from the page's request.</summary>
internal static class Callers
{
    public static Caller Of(GraphQLRequestContext context)
    {
        if (context.Items.TryGetValue(typeof(Caller), out var known) && known is Caller caller) return caller;
        return context.Items.TryGetValue(typeof(HttpContext), out var http) && http is HttpContext request ? Of(request) : Caller.Anonymous;
    }

    public static Caller Of(HttpContext http) => http.Features.Get<CallerFeature>()?.Caller ?? Caller.Stranger(BudgetKeys.NetworkOf(http));
}

/// <summary>The caller of an HTTP request, once it was authenticated.</summary>
internal sealed record CallerFeature(Caller Caller);
