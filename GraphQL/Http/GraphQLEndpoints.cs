using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http.Uploads;
using GraphPlatform.GraphQL.Sse;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GraphPlatform.GraphQL.Http;

/// <summary>Mapping of the endpoint.</summary>
public static class GraphQLEndpoints
{
    /// <summary>
    /// GraphQL over HTTP (POST; GET for queries; batches; uploads where the schema has them), over server-sent events and over graphql-transport-ws, at one address. A browser's
    /// page request (GET that accepts text/html and has no <c>query</c>) is left to other endpoints of the same address.
    /// </summary>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder endpoints, string pattern = "/graphql", Action<GraphQLHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = new GraphQLHttpOptions();
        configure?.Invoke(options);
        // Built when first used, so that mapping does not build the schema.
        var services = endpoints.ServiceProvider;
        var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var gate = new Lazy<RequestGate>(() => new RequestGate(options, services.GetRequiredService<GraphQLExecutor>(), services));
        var http = new Lazy<GraphQLHttpHandler>(() =>
        {
            var executor = services.GetRequiredService<GraphQLExecutor>();
            var takesUploads = options.MaxUploadFiles > 0 && services.GetRequiredService<GraphQLSchema>().Find(UploadReader.Scalar) is not null;
            var streams = new EventStreamHandler(executor, options, gate.Value, services.GetRequiredService<IHostApplicationLifetime>(), clock);
            return new GraphQLHttpHandler(executor, options, gate.Value, takesUploads ? new UploadReader(options) : null, streams);
        });
        var sockets = new Lazy<GraphQLSocketHandler>(() => new GraphQLSocketHandler(
            services.GetRequiredService<GraphQLExecutor>(), options, gate.Value, services.GetRequiredService<IHostApplicationLifetime>(), clock));

        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.Use((context, next) =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade) context.Features.Set<IHttpUpgradeFeature>(new BatchingUpgrade(upgrade));
            return next(context);
        });
        pipeline.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        pipeline.Run(context => !context.WebSockets.IsWebSocketRequest ? http.Value.HandleAsync(context)
            : options.PreventCrossSiteRequests && !CrossSiteRule.AllowsSocket(context.Request) ? http.Value.RefuseForeignAsync(context) : sockets.Value.HandleAsync(context));
        var convention = endpoints.Map(pattern, pipeline.Build()).WithDisplayName("GraphQL").WithMetadata(new GraphQLEndpointMetadata());
        // Before a page of the same address, which takes only what PageRequestPolicy leaves to it.
        convention.Add(builder => ((RouteEndpointBuilder)builder).Order = -1);
        return convention;
    }
}

internal sealed class GraphQLEndpointMetadata;
