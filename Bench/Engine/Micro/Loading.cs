using System.Text;
using BenchmarkDotNet.Attributes;
using GraphPlatform.GraphQL;
using GraphPlatform.GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Bench.Engine.Micro;

/// <summary>A hundred objects, each with a value from a data loader: twenty keys, one batch. Not sealed: BenchmarkDotNet derives from it.</summary>
public class Loading
{
    private readonly byte[] document = Encoding.UTF8.GetBytes("{books{id title author{id name}}}");
    private readonly ServiceProvider services = new ServiceCollection()
        .AddGraphQL(schema => schema.AddTypes(typeof(Library), typeof(Book), typeof(Author)))
        .BuildServiceProvider();

    [Benchmark]
    public async ValueTask<int> DataLoader()
    {
        var executor = services.GetRequiredService<IGraphQLExecutor>();
        using var result = await executor.ExecuteAsync(new GraphQLRequest { Document = document, Services = services });
        return result.HasErrors ? throw new InvalidOperationException(result.Errors[0].Message) : result.Utf8Json.Length;
    }
}
