using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Types;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GraphPlatform.GraphQL;

/// <summary>Registration of the engine.</summary>
public static class GraphQLServices
{
    /// <summary>Adds <see cref="GraphQLSchema"/> and <see cref="IGraphQLExecutor"/>. The schema is made when first asked for; then its problems throw <see cref="GraphQLSchemaException"/>.</summary>
    public static IServiceCollection AddGraphQL(this IServiceCollection services, Action<SchemaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.AddSingleton(_ =>
        {
            var builder = new SchemaBuilder();
            configure(builder);
            return builder;
        });
        services.AddSingleton(provider => provider.GetRequiredService<SchemaBuilder>().Build(provider));
        services.TryAddSingleton<GraphQLExecutor>();
        services.TryAddSingleton<IGraphQLExecutor>(provider => provider.GetRequiredService<GraphQLExecutor>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, PageRequestPolicy>());
        return services;
    }
}
