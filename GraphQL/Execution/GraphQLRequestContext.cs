using System.Security.Claims;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>What is known of a request while it runs: the source of request values.</summary>
public sealed class GraphQLRequestContext
{
    internal GraphQLRequestContext(GraphQLRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        (Request, Services, CancellationToken) = (request, services, cancellationToken);
    }

    /// <summary>The request as it came.</summary>
    public GraphQLRequest Request { get; }

    /// <summary>The scope of this request (of this event, for a subscription's events).</summary>
    public IServiceProvider Services { get; }

    /// <summary>Who asks.</summary>
    public ClaimsPrincipal? User => Request.User;

    /// <summary>What the host passed along.</summary>
    public IDictionary<object, object?> Items => Request.Items;

    /// <summary>Ends when the client is gone.</summary>
    public CancellationToken CancellationToken { get; }
}
