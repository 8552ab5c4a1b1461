using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Demo;

/// <summary>An engine over the demo's types, or over those that a test brings along.</summary>
internal sealed class DemoEngine : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    public DemoEngine(Action<SchemaBuilder>? schema = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<LoaderLog>();
        services?.Invoke(collection);
        collection.AddGraphQL(schema ?? Configure);
        provider = collection.BuildServiceProvider();
    }

    public IServiceProvider Services => provider;
    public IGraphQLExecutor Executor => provider.GetRequiredService<IGraphQLExecutor>();

    public static Type[] Types =>
    [
        typeof(DemoQueries), typeof(DemoMutations), typeof(DemoSubscriptions), typeof(OwnerType), typeof(Dog), typeof(Cat), typeof(NotFoundError),
        typeof(INode), typeof(ISearchResult), typeof(IUserError),
    ];

    public static void Configure(SchemaBuilder schema) => schema
        .AddTypes(Types)
        .MapErrors<IUserError>(e => e is PetException ? [new NotFoundError(e.Message)] : null);

    /// <summary>The response as JSON text.</summary>
    public async Task<string> RunAsync(string document, string? variables = null, string? operation = null, CancellationToken ct = default)
    {
        using var result = await Executor.ExecuteAsync(new GraphQLRequest
        {
            Document = document, OperationName = operation, Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
        }, ct);
        return Encoding.UTF8.GetString(result.Utf8Json.Span);
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
