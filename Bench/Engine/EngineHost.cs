using GraphPlatform.Bench.EngineServer;
using GraphPlatform.GraphQL;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Bench.Engine;

/// <summary>The engine as it is shipped, with EngineServer's schema and data, without a server.</summary>
public sealed class EngineHost : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton<Fleet>()
        .AddSingleton<LogPublisher>()
        .AddGraphQL(schema => schema.AddTypes(typeof(Fleet).Assembly))
        .BuildServiceProvider();

    /// <summary>Its schema.</summary>
    public GraphQLSchema Schema => services.GetRequiredService<GraphQLSchema>();

    /// <summary>What runs requests.</summary>
    public IGraphQLExecutor Executor => services.GetRequiredService<IGraphQLExecutor>();

    /// <summary>The id of a container that there is.</summary>
    public string SomeId => services.GetRequiredService<Fleet>().All[7].Id;

    /// <summary>What resolvers' services come from.</summary>
    public IServiceProvider Services => services;

    /// <inheritdoc />
    public void Dispose() => services.Dispose();
}
