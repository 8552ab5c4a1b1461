using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Tests.Types;

/// <summary>The coercion rules of chapter 3, as tables: what goes in as a literal, as JSON, and what comes out.</summary>
public sealed class CoercionTests
{
    private const string Error = "error";

    private const string Inputs = """
        scalar Any
        enum Size { SMALL LARGE }
        input Plain { a: String b: Int! }
        input Filled { a: String = "d" b: Int! = 7 c: [Int] = 1 d: Plain = {b: 2} e: Filled }
        input One @oneOf { a: String b: Int }
        """;

    [Theory]
    [InlineData("Int", "1", "1")]
    [InlineData("Int", "-2147483648", "-2147483648")]
    [InlineData("Float", "1", "1")]
    [InlineData("Float", "1.5e2", "150")]
    [InlineData("String", "\"a\\u0062\\n\"", "\"ab\\n\"")]
    [InlineData("String", "\"\"\"\n  a\n    b\n\"\"\"", "\"a\\n  b\"")]
    [InlineData("Boolean", "true", "true")]
    [InlineData("ID", "\"a\"", "\"a\"")]
    [InlineData("ID", "-5", "\"-5\"")]
    [InlineData("Size", "LARGE", "\"LARGE\"")]
    [InlineData("Any", "{a: [1, x, \"y\", null, 1.5, true]}", "{\"a\":[1,\"x\",\"y\",null,1.5,true]}")]
    [InlineData("Int", "null", "null")]
    // Lists: a value that is no list is one of one item, at every level.
    [InlineData("[Int]", "[1, 2, 3]", "[1,2,3]")]
    [InlineData("[Int]", "[1, null]", "[1,null]")]
    [InlineData("[Int]", "1", "[1]")]
    [InlineData("[Int]", "null", "null")]
    [InlineData("[[Int]]", "[[1], [2, 3]]", "[[1],[2,3]]")]
    [InlineData("[[Int]]", "[1, 2, 3]", "[[1],[2],[3]]")]
    [InlineData("[[Int]]", "[1, null]", "[[1],null]")]
    [InlineData("[[Int]]", "1", "[[1]]")]
    // Input objects: defaults where nothing is given, null where null is.
    [InlineData("Plain", "{a: \"x\", b: 1}", "{\"a\":\"x\",\"b\":1}")]
    [InlineData("Plain", "{a: null, b: 1}", "{\"a\":null,\"b\":1}")]
    [InlineData("Plain", "{b: 1}", "{\"b\":1}")]
    [InlineData("Filled", "{}", "{\"a\":\"d\",\"b\":7,\"c\":[1],\"d\":{\"b\":2}}")]
    [InlineData("Filled", "{a: null, c: null, d: null}", "{\"a\":null,\"b\":7,\"c\":null,\"d\":null}")]
    [InlineData("Filled", "{c: 3, e: {b: 1}}", "{\"a\":\"d\",\"b\":7,\"c\":[3],\"d\":{\"b\":2},\"e\":{\"a\":\"d\",\"b\":1,\"c\":[1],\"d\":{\"b\":2}}}")]
    [InlineData("One", "{a: \"x\"}", "{\"a\":\"x\"}")]
    public async Task A_literal_becomes(string type, string literal, string value) => Assert.Equal(value, await EchoAsync(type, $"{{ echo(of: {literal}) }}"));

    [Theory]
    [InlineData("Int", "1", "1")]
    [InlineData("Int", "1.0", "1")]
    [InlineData("Int", "1.5", Error)]
    [InlineData("Int", "2147483648", Error)]
    [InlineData("Int", "\"1\"", Error)]
    [InlineData("Int", "true", Error)]
    [InlineData("Float", "1", "1")]
    [InlineData("Float", "\"1.5\"", Error)]
    [InlineData("Float", "1e999", Error)]
    [InlineData("String", "1", Error)]
    [InlineData("Boolean", "0", Error)]
    [InlineData("Boolean", "\"true\"", Error)]
    [InlineData("ID", "4", "\"4\"")]
    [InlineData("ID", "4.5", Error)]
    [InlineData("ID", "true", Error)]
    [InlineData("Size", "\"SMALL\"", "\"SMALL\"")]
    [InlineData("Size", "\"small\"", Error)]
    [InlineData("Size", "1", Error)]
    [InlineData("Any", "{\"a\":[1,\"x\"]}", "{\"a\":[1,\"x\"]}")]
    [InlineData("Int", "null", "null")]
    [InlineData("Int!", "null", Error)]
    [InlineData("[Int]", "[1, \"b\"]", Error)]
    [InlineData("[Int]", "1", "[1]")]
    [InlineData("[Int!]", "[1, null]", Error)]
    [InlineData("[[Int]]", "[1, [2]]", "[[1],[2]]")]
    [InlineData("Plain", "{\"a\":\"x\"}", Error)]
    [InlineData("Plain", "{\"b\":1,\"c\":1}", Error)]
    [InlineData("Plain", "{\"b\":null}", Error)]
    [InlineData("Plain", "[]", Error)]
    [InlineData("Filled", "{\"b\":8}", "{\"a\":\"d\",\"b\":8,\"c\":[1],\"d\":{\"b\":2}}")]
    [InlineData("One", "{\"a\":\"x\"}", "{\"a\":\"x\"}")]
    [InlineData("One", "{\"a\":\"x\",\"b\":1}", Error)]
    [InlineData("One", "{\"a\":\"x\",\"b\":null}", Error)]
    [InlineData("One", "{\"a\":null}", Error)]
    [InlineData("One", "{}", Error)]
    public async Task A_variable_becomes(string type, string json, string value) =>
        Assert.Equal(value, await EchoAsync(type, $"query($v: {type}) {{ echo(of: $v) }}", $"{{\"v\":{json}}}"));

    [Theory]
    // A variable inside an input object: without a value the field has none, or its default.
    [InlineData("Plain", "query($v: String) { echo(of: {a: $v, b: 1}) }", "{}", "{\"b\":1}")]
    [InlineData("Plain", "query($v: String) { echo(of: {a: $v, b: 1}) }", "{\"v\":null}", "{\"a\":null,\"b\":1}")]
    [InlineData("Filled", "query($v: String) { echo(of: {a: $v, d: null, c: null}) }", "{}", "{\"a\":\"d\",\"b\":7,\"c\":null,\"d\":null}")]
    [InlineData("Filled", "query($v: Int) { echo(of: {b: $v}) }", "{\"v\":null}", Error)]
    // In a list it is null.
    [InlineData("[Int]", "query($v: Int) { echo(of: [1, $v]) }", "{}", "[1,null]")]
    // An argument without a value is not there; with null it is.
    [InlineData("Int", "query($v: Int) { echo(of: $v) }", "{}", "absent")]
    [InlineData("Int", "query($v: Int = 3) { echo(of: $v) }", "{}", "3")]
    [InlineData("Int", "query($v: Int = 3) { echo(of: $v) }", "{\"v\":null}", "null")]
    [InlineData("Int! = 5", "query($v: Int) { echo(of: $v) }", "{}", "5")]
    [InlineData("Int! = 5", "query($v: Int) { echo(of: $v) }", "{\"v\":null}", Error)]
    [InlineData("Int!", "query($v: Int = 2) { echo(of: $v) }", "{\"v\":null}", Error)]
    [InlineData("Any", "query($v: Int, $w: Any) { echo(of: {a: [$v], b: $w, c: $w}) }", "{\"v\":1}", "{\"a\":[1]}")]
    public async Task Variables_inside_become(string type, string document, string variables, string value) => Assert.Equal(value, await EchoAsync(type, document, variables));

    [Theory]
    [InlineData("Int", "1.0", "1")]
    [InlineData("Int", "\"12\"", "12")]
    [InlineData("Int", "true", "1")]
    [InlineData("Int", "1.5", Error)]
    [InlineData("Int", "\"\"", Error)]
    [InlineData("Int", "2147483648", Error)]
    [InlineData("Int", "[1]", Error)]
    [InlineData("Float", "1", "1")]
    [InlineData("Float", "\"1e2\"", "100")]
    [InlineData("Float", "\"x\"", Error)]
    [InlineData("String", "1.50", "\"1.5\"")]
    [InlineData("String", "1e21", "\"1e+21\"")]
    [InlineData("String", "0.0000001", "\"1e-7\"")]
    [InlineData("String", "100", "\"100\"")]
    [InlineData("String", "false", "\"false\"")]
    [InlineData("String", "{}", Error)]
    [InlineData("Boolean", "0", "false")]
    [InlineData("Boolean", "\"true\"", Error)]
    [InlineData("ID", "12345678901234567890", "\"12345678901234567890\"")]
    [InlineData("ID", "9007199254740993", "\"9007199254740993\"")]
    [InlineData("ID", "1.5", Error)]
    [InlineData("ID", "true", Error)]
    [InlineData("Size", "\"SMALL\"", "\"SMALL\"")]
    [InlineData("Size", "\"TINY\"", Error)]
    [InlineData("Any", "{\"a\":[1,null]}", "{\"a\":[1,null]}")]
    [InlineData("[Int]", "[1,null,\"x\"]", Error)]
    [InlineData("[Int]", "\"12\"", Error)]
    [InlineData("[Int]", "{\"0\":1}", Error)]
    public async Task Data_become(string type, string json, string value)
    {
        var schema = SchemaBuilder.FromSdl($"{Inputs} type Query {{ value: {type} }}");
        Assert.Equal(value, await RunAsync(schema, "{ value }", null, JsonDocument.Parse($"{{\"value\":{json}}}").RootElement, "value"));
    }

    private static Task<string> EchoAsync(string type, string document, string? variables = null)
    {
        var schema = SchemaBuilder.FromSdl($"{Inputs} type Query {{ echo(of: {type}): Any }}",
            resolvers => resolvers.Field("Query.echo", context => context.Arguments.TryGetValue("of", out var value) ? new[] { value } : "absent"));
        return RunAsync(schema, document, variables, null, "echo");
    }

    private static async Task<string> RunAsync(GraphQLSchema schema, string document, string? variables, object? root, string field)
    {
        using var result = await schema.CreateExecutor().ExecuteAsync(new GraphQLRequest
        {
            Document = document, RootValue = root, Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
        });
        using var response = JsonDocument.Parse(Encoding.UTF8.GetString(result.Utf8Json.Span));
        if (result.HasErrors) return Error;
        var value = response.RootElement.GetProperty("data").GetProperty(field);
        // The echo is a list of one, so that null is told from nothing.
        return field == "value" ? value.GetRawText() : value.ValueKind == JsonValueKind.String ? value.GetString()! : value[0].GetRawText();
    }
}
