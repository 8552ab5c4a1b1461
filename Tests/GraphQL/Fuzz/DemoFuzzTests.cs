using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;

namespace GraphPlatform.GraphQL.Tests.Fuzz;

/// <summary>The same on a schema that is bound from C#: inputs become records, resolvers are methods, some of them wait.</summary>
public sealed class DemoFuzzTests
{
    private static readonly byte[][] Documents = [.. new[]
    {
        "query($f: PetFilter = {limit: 2}, $b: PetBy!, $s: Boolean!) { dogs(filter: $f) { id name bark(times: 2) mood } dog(by: $b) { id @skip(if: $s) } }",
        "{ dogs(filter: {moods: [SLEEPY, VERY_PLAYFUL], limit: 2}) { name age } search { __typename ... on Dog { x: name } ... on Cat { x: meow } } node(id: \"d1\") { id ... on Dog { name } } }",
        "{ kennel(first: 3) { edges { cursor node { id } } pageInfo { hasNextPage } totalCount } ping echo(text: \"a\\n\", cursor: \"b\") epoch nap big(value: 9007199254740993) }",
        "mutation($i: RenameInput!) { renameDog(input: $i) { dog { name } errors { message } } walk(minutes: -1) { minutes errors { message } } }",
        "subscription($n: Int!) { count(to: $n) }",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Variables = [.. new[]
    {
        "{\"f\": {\"moods\": [\"SLEEPY\"], \"limit\": 1}, \"b\": {\"id\": \"d1\"}, \"s\": false, \"i\": {\"id\": \"d1\", \"name\": \"x\"}, \"n\": 2}",
        "{\"f\": null, \"b\": {\"name\": \"Rex\"}, \"s\": true, \"i\": {\"id\": 5, \"name\": \"\"}, \"n\": 3}",
    }.Select(Encoding.UTF8.GetBytes)];

    [Fact]
    public async Task Mutated_documents_are_answered_or_refused()
    {
        var count = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1" ? 200_000 : 5_000;
        var seed = int.Parse(Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED") ?? "1");
        await using var engine = new DemoEngine();
        var executed = 0;
        for (var i = 0; i < count; i++)
        {
            var mutator = new Mutator(unchecked(seed * 1_000_003 + i));
            var document = Documents[mutator.Next(Documents.Length)];
            if (mutator.Next(3) > 0) document = mutator.Mutate(document, Documents[mutator.Next(Documents.Length)]);
            var variables = Variables[mutator.Next(Variables.Length)];
            if (mutator.Next(2) == 0) variables = mutator.Mutate(variables, Variables[0]);
            try
            {
                if (await RunsAsync(engine, document, variables)) executed++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, case {i}: {Convert.ToBase64String(document)} with {Convert.ToBase64String(variables)}: {e.Message}", e);
            }
        }

        Assert.True(executed > count / 10, $"{executed} of {count} were executed");
    }

    private static async Task<bool> RunsAsync(DemoEngine engine, byte[] document, byte[] variables)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(variables);
        }
        catch (JsonException)
        {
            return false;
        }

        using (json)
        {
            var started = await engine.Executor.SubscribeAsync(new GraphQLRequest { Document = document, Variables = json.RootElement });
            if (started.Single is { } single) return Check(single);
            var events = 0;
            await foreach (var each in started.Events!)
            {
                Check(each);
                if (++events == 3) break;
            }

            return events > 0;
        }
    }

    private static bool Check(GraphQLResult result)
    {
        using (result)
        {
            using var response = JsonDocument.Parse(result.Utf8Json);
            Assert.DoesNotContain(result.Errors, error => error.Message.StartsWith("Internal error", StringComparison.Ordinal));
            return result.HasData;
        }
    }
}
