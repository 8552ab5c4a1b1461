using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Types;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphPlatform.GraphQL;

/// <summary>Registration of the engine.</summary>
public static class GraphQLServices
{
    /// <summary>Adds <see cref="GraphQLSchema"/> and <see cref="IGraphQLExecutor"/>. The schema is made when first asked for; then its problems throw <see cref="GraphQLSchemaException"/>.</summary>
    public static IServiceCollection AddGraphQL(this IServiceCollection services, Action<SchemaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.AddSingleton(_ => Configured(configure));
        services.AddSingleton(provider => provider.GetRequiredService<SchemaBuilder>().Build(provider));
        return services.AddEngine();
    }

    /// <summary>Adds a schema that is made already, as by <see cref="SchemaBuilder.FromSdl"/>, and <see cref="IGraphQLExecutor"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="configure">For limits, request values and error codes; types are the schema's own.</param>
    public static IServiceCollection AddGraphQL(this IServiceCollection services, GraphQLSchema schema, Action<SchemaBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        services.AddLogging();
        services.AddSingleton(_ => Configured(configure));
        services.AddSingleton(schema);
        return services.AddEngine();
    }

    /// <summary>An executor of its own, for a schema that needs no services.</summary>
    public static IGraphQLExecutor CreateExecutor(this GraphQLSchema schema, GraphQLOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new GraphQLExecutor(schema, new SchemaBuilder { Options = options ?? new GraphQLOptions() }, NoServices, NullLogger<GraphQLExecutor>.Instance);
    }

    private static readonly ServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    private static SchemaBuilder Configured(Action<SchemaBuilder>? configure)
    {
        var builder = new SchemaBuilder();
        configure?.Invoke(builder);
        return builder;
    }

    private static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.TryAddSingleton<GraphQLExecutor>();
        services.TryAddSingleton<IGraphQLExecutor>(provider => provider.GetRequiredService<GraphQLExecutor>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, PageRequestPolicy>());
        return services;
    }
}
