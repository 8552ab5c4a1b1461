using System.Diagnostics;
using System.Text;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.GraphQL.Tests.Validation;

public sealed class LimitTests
{
    [Fact]
    public async Task Depth_counts_through_fragments() =>
        Assert.Equal(["The operation is 4 fields deep; at most 3 are allowed."],
            await RuleTests.ErrorsAsync("{ ...A } fragment A on Query { kennel { edges { node { name } } } }", new GraphQLOptions { MaxDepth = 3 }));

    [Fact]
    public async Task Aliases_are_limited() =>
        Assert.Equal(["The document has 3 aliases; at most 2 are allowed."],
            await RuleTests.ErrorsAsync("{ a: ping b: ping c: ping }", new GraphQLOptions { MaxAliases = 2 }));

    [Fact]
    public async Task Directives_are_limited() =>
        Assert.Equal(["The document has 3 directives; at most 2 are allowed."], await RuleTests.ErrorsAsync(
            "{ ping @skip(if: false) ...F @include(if: true) } fragment F on Query { ... @include(if: true) { ping } }", new GraphQLOptions { MaxDirectives = 2 }));

    /// <summary>Fragments are written out by all that comes after: without fields of their own they cost all the same.</summary>
    [Fact]
    public async Task Fragments_that_multiply_are_limited_although_they_select_next_to_nothing()
    {
        var document = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < 11; i++) document.Append($" fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}");
        document.Append(" fragment F11 on Query { ").Insert(document.Length, "... { ", 150).Append("ping").Insert(document.Length, " }", 150).Append(" }");
        Assert.Equal(["The operation writes out fragments more than 20000 times: use fewer inside each other."], await RuleTests.ErrorsAsync(document.ToString(), new GraphQLOptions()));
    }

    /// <summary>Each of these took a minute or gigabytes once; here they only have to end.</summary>
    [Theory]
    [InlineData("suggestions")]
    [InlineData("arguments")]
    public async Task What_is_long_and_wrong_a_thousand_times_is_refused_without_ado(string kind)
    {
        var document = new StringBuilder();
        if (kind == "suggestions")
        {
            document.Append("query(");
            for (var i = 0; i < 1200; i++) document.Append($"$a{i:D6}{new string('v', 42)}: Int ");
            document.Append(") { __typename(x: [");
            for (var i = 0; i < 2500; i++) document.Append($"$u{i:D6}{new string('v', 42)} ");
            document.Append("]) }");
        }
        else
        {
            for (var i = 0; i < 800; i++) document.Append($"query Q{i} {{ a{i}: dogs {{ owner {{ ...F }} }} }} ");
            document.Append($"fragment F on Owner {{ name(after: \"{new string('x', 200_000)}\") }}");
        }

        Assert.NotEmpty(await RuleTests.ErrorsAsync(document.ToString(), new GraphQLOptions()));
    }

    [Theory]
    [InlineData("{ dogs(filter: {moods: [[SLEEPY]]}) { id } }")]
    [InlineData("{ ...F } fragment F on Query { dogs(filter: {moods: [[SLEEPY]]}) { id } }")]
    [InlineData("query($m: [Int] = [[[1]]]) { ping }")]
    [InlineData("{ ping @skip(if: [[[true]]]) }")]
    public async Task Lists_inside_each_other_are_limited(string document) =>
        Assert.Equal(["The document nests 3 lists and objects in a value; at most 2 are allowed."],
            await RuleTests.ErrorsAsync(document, new GraphQLOptions { MaxListNesting = 2 }));

    [Fact]
    public async Task Lists_inside_each_other_are_limited_in_variables_too()
    {
        await using var engine = new Demo.DemoEngine(schema =>
        {
            Demo.DemoEngine.Configure(schema);
            schema.Options.MaxListNesting = 1;
        });
        Assert.Contains("Variable $f.moods is nested too deep",
            await engine.RunAsync("query($f: PetFilter) { dogs(filter: $f) { id } }", "{\"f\": {\"moods\": [\"SLEEPY\"]}}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_and_nesting_are_limited()
    {
        await using var engine = new Demo.DemoEngine(schema =>
        {
            Demo.DemoEngine.Configure(schema);
            schema.Options.MaxDocumentBytes = 20;
            schema.Options.MaxNesting = 2;
        });
        Assert.Contains("The document has 21 bytes; at most 20 are allowed.", await engine.RunAsync("{ ping               }"[..21]), StringComparison.Ordinal);
        Assert.Contains("The document is nested deeper than 2 levels.", await engine.RunAsync("{ a { b { c } } }"), StringComparison.Ordinal);
        Assert.Contains("pong", await engine.RunAsync("{ ping             }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_of_fragments_longer_than_the_stack_is_an_error_and_no_crash()
    {
        await using var engine = new Demo.DemoEngine(schema =>
        {
            Demo.DemoEngine.Configure(schema);
            (schema.Options.MaxTokens, schema.Options.MaxDocumentBytes) = (int.MaxValue, int.MaxValue);
        });
        var document = "{ ...F0 }" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $" fragment F{i} on Query {{ ...F{i + 1} }}")) + " fragment F200000 on Query { ping }";
        Assert.Contains("Internal error", await engine.RunAsync(document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Introspection_may_be_forbidden() =>
        Assert.Equal(["Introspection is not allowed here."],
            await RuleTests.ErrorsAsync("{ __schema { queryType { name } } }", new GraphQLOptions { AllowIntrospection = false }));

    [Fact]
    public async Task Introspection_that_multiplies_its_answer_is_refused() =>
        Assert.Equal(["The operation nests more than 3 lists of the introspection schema."],
            await RuleTests.ErrorsAsync("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"));

    [Theory]
    [InlineData("{ __schema { types { fields { args { type { enumValues { name } } } } } } }")]
    [InlineData("{ a: __schema { types { ...T } } } fragment T on __Type { fields { type { fields { args { name } } } } }")]
    [InlineData("{ __type(name: \"Dog\") { fields { args { type { inputFields { type { enumValues { name } } } } } } } }")]
    public async Task All_lists_of_introspection_count(string document) =>
        Assert.Equal(["The operation nests more than 3 lists of the introspection schema."], await RuleTests.ErrorsAsync(document));

    [Fact]
    public async Task An_error_tells_few_of_many_places()
    {
        await using var engine = new Demo.DemoEngine();
        using var response = System.Text.Json.JsonDocument.Parse(
            await engine.RunAsync("subscription {" + string.Concat(Enumerable.Range(0, 100).Select(i => $" c{i}: count(to: 1)")) + " }"));
        Assert.Equal(4, response.RootElement.GetProperty("errors")[0].GetProperty("locations").GetArrayLength());
    }

    [Fact]
    public async Task Fragments_that_multiply_are_refused_without_being_written_out()
    {
        var bomb = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < 100; i++) bomb.Append($" fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}");
        bomb.Append(" fragment F100 on Query { ping }");
        Assert.Contains("more than 5000 fields", Assert.Single(await RuleTests.ErrorsAsync(bomb.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_fields_of_one_name_are_merged_in_reasonable_time()
    {
        var clock = Stopwatch.StartNew();
        Assert.Empty(await RuleTests.ErrorsAsync("{" + string.Concat(Enumerable.Repeat(" dogs { id name }", 1500)) + " }"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    [Fact]
    public async Task Errors_are_limited() =>
        Assert.Equal(50, (await RuleTests.ErrorsAsync("{" + string.Concat(Enumerable.Range(0, 500).Select(i => $" nope{i}")) + " }")).Length);
}
