using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Tests.Fuzz;

/// <summary>Mutated documents, variables and type definitions: the engine answers or refuses, and does neither more nor longer than its limits allow.</summary>
public sealed class FuzzTests
{
    /// <summary>Far above what the largest document of the corpus' kind needs within the limits, far below what an explosion takes.</summary>
    private const long MaxAllocated = 64 * 1024 * 1024;

    private static readonly GraphQLSchema Schema = SchemaBuilder.FromSdl(Corpus.Sdl);
    private static readonly JsonElement Root = JsonDocument.Parse(Corpus.Root).RootElement;

    private readonly IGraphQLExecutor executor = Schema.CreateExecutor(new GraphQLOptions { DocumentCacheSize = 10 });

    /// <summary>A million with Scripts/test --full; GRAPHPLATFORM_TEST_SEED looks elsewhere.</summary>
    [Fact]
    public void Mutated_documents_are_answered_or_refused()
    {
        var count = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1" ? 1_000_000 : 20_000;
        var seed = int.Parse(Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED") ?? "1");
        var printed = 0;
        var executed = 0;
        for (var i = 0; i < count; i++)
        {
            var mutator = new Mutator(unchecked(seed * 1_000_003 + i));
            var document = mutator.Mutate(Corpus.Documents[mutator.Next(Corpus.Documents.Length)], Corpus.Documents[mutator.Next(Corpus.Documents.Length)]);
            var variables = Corpus.Variables[mutator.Next(Corpus.Variables.Length)];
            if (mutator.Next(2) == 0) variables = mutator.Mutate(variables, Corpus.Variables[1]);
            // Half of the documents stay whole, so that variables get as far as to be coerced.
            if (mutator.Next(4) == 0) document = Corpus.Documents[mutator.Next(Corpus.Documents.Length)];
            Guarded($"seed {seed}, case {i}", document, variables, () =>
            {
                if (RoundTrips(document)) printed++;
                if (Runs(document, variables)) executed++;
            });
            if (i % 10 == 0) Guarded($"seed {seed}, definitions {i}", document, variables, () => Defines(mutator.Mutate(Encoding.UTF8.GetBytes(Corpus.Sdl), document)));
        }

        // It must not come to nothing.
        Assert.True(printed > count / 4, $"{printed} of {count} were GraphQL");
        Assert.True(executed > count / 10, $"{executed} of {count} were executed");
    }

    /// <summary>What once went wrong: documents and their variables, as text, one below the other.</summary>
    [Fact]
    public void Findings_stay_mended()
    {
        foreach (var (document, variables) in Findings.All)
        {
            var bytes = Encoding.UTF8.GetBytes(document);
            Guarded(document, bytes, [], () =>
            {
                RoundTrips(bytes);
                Runs(bytes, Encoding.Latin1.GetBytes(variables));
                Defines(bytes);
            });
        }
    }

    private static void Guarded(string place, byte[] document, byte[] variables, Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            act();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MaxAllocated, $"{allocated} bytes allocated");
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{place}: {Convert.ToBase64String(document)} with {Convert.ToBase64String(variables)}: {e.Message}", e);
        }
    }

    /// <summary>Whether the bytes are GraphQL. Then printing and parsing it again changes nothing.</summary>
    private static bool RoundTrips(byte[] bytes)
    {
        DocumentNode document;
        try
        {
            document = Parser.Parse(bytes, ParserLimits.Default);
        }
        catch (GraphQLSyntaxException e)
        {
            Assert.InRange(e.Position, 0, bytes.Length);
            SourceLocation.Of(bytes, e.Position);
            return false;
        }

        var once = SyntaxPrinter.Print(document);
        var twice = SyntaxPrinter.Print(Parser.Parse(Encoding.UTF8.GetBytes(once), new ParserLimits(int.MaxValue, ParserLimits.Default.MaxNesting)));
        Assert.Equal(once, twice);
        return true;
    }

    /// <summary>Whether the document was executed.</summary>
    private bool Runs(byte[] document, byte[] variables)
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
            var running = executor.ExecuteAsync(new GraphQLRequest { Document = document, Variables = json.RootElement, RootValue = Root });
            Assert.True(running.IsCompletedSuccessfully);
            using var result = running.AsTask().GetAwaiter().GetResult();
            using var response = JsonDocument.Parse(result.Utf8Json, new JsonDocumentOptions { MaxDepth = 500 });
            Assert.DoesNotContain(result.Errors, error => error.Message.StartsWith("Internal error", StringComparison.Ordinal));
            return result.HasData;
        }
    }

    private static void Defines(byte[] sdl)
    {
        string text;
        try
        {
            text = SchemaPrinter.Print(SchemaBuilder.FromSdl(Encoding.UTF8.GetString(sdl)));
        }
        catch (GraphQLSchemaException)
        {
            return;
        }

        // A schema that is one prints as one.
        Assert.Equal(text, SchemaPrinter.Print(SchemaBuilder.FromSdl(text)));
    }
}
