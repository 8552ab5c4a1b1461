using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Tests.Demo;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.Validation;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Validation;

/// <summary>Each rule with documents that follow it and that break it. Sections are those of chapter 5.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("{ ping }")]
    [InlineData("query A { ping } query B { ping }")]
    [InlineData("subscription { count(to: 1) }")]
    [InlineData("subscription S { ...F } fragment F on Subscription { count(to: 1) }")]
    [InlineData("{ __typename __schema { queryType { name } } __type(name: \"Dog\") { name } }")]
    [InlineData("{ dogs { name } dogs { id name } a: dogs { n: name } }")]
    [InlineData("{ search { ... on Dog { x: name } ... on Cat { x: meow } } }")]
    [InlineData("{ search { ... on Dog { x: bark(times: 1) } ... on Cat { x: name } } }")]
    [InlineData("{ node(id: 5) { id ... on Dog { bark(times: 1) } ... @include(if: true) { id } } }")]
    [InlineData("{ dogs(filter: {moods: [SLEEPY], limit: 2}) { name } b: dogs(filter: {moods: SLEEPY}) { name } c: dogs(filter: null) { name } }")]
    [InlineData("query($f: PetFilter, $t: Int!, $m: PetMood!) { dogs(filter: $f) { bark(times: $t) } x: dogs(filter: {moods: [$m]}) { id } }")]
    [InlineData("query($t: Int = 3) { dogs { bark(times: $t) } }")]
    [InlineData("query($t: Int) { dogs { bark(times: $t) } }")]
    [InlineData("query($i: ID!) { dog(by: {id: $i}) { id } }")]
    [InlineData("query($a: Boolean!) { ping @skip(if: $a) @include(if: $a) }")]
    [InlineData("query($i: ID!) { ...F } fragment F on Query { node(id: $i) { ...G } } fragment G on Node { id }")]
    [InlineData("{ big(value: 9007199254740993) b: big(value: 1) }")]
    public async Task A_valid_document_has_no_errors(string document) => Assert.Empty(await ErrorsAsync(document));

    [Theory]
    [InlineData("5.1.1", "{ ping } type A { b: Int }", "Type definitions cannot be executed.")]
    [InlineData("5.2.2", "query A { ping } mutation A { walk(minutes: 1) { minutes } }", "There are two operations called \"A\".")]
    [InlineData("5.2.3", "{ ping } query B { ping }", "An operation without a name must be the only one of the document.")]
    [InlineData("5.2.4", "subscription { count(to: 1) b: count(to: 2) }", "The subscription must select exactly one field.")]
    [InlineData("5.2.4", "subscription { ...F } fragment F on Subscription { count(to: 1) __typename }", "The subscription must select exactly one field.|The subscription must not select an introspection field.")]
    [InlineData("5.2.4", "subscription S { __typename }", "Subscription \"S\" must not select an introspection field.")]
    [InlineData("5.2.4", "subscription($b: Boolean!) { count(to: 1) @skip(if: $b) }", "@skip cannot be used at the root of a subscription.")]
    [InlineData("5.3.1", "{ pinng }", "Type Query has no field \"pinng\". Did you mean \"ping\"?")]
    [InlineData("5.3.1", "{ node(id: 1) { name } }", "Type Node has no field \"name\". Did you mean to use an inline fragment on Cat or Dog?")]
    [InlineData("5.3.1", "{ search { name } }", "Type SearchResult has no field \"name\". Did you mean to use an inline fragment on Cat or Dog?")]
    [InlineData("5.3.2", "{ a: ping a: echo(text: \"x\") }", "Fields \"a\" cannot be merged: \"ping\" and \"echo\" are different fields. Use different aliases.")]
    [InlineData("5.3.2", "{ echo(text: \"x\") echo(text: \"y\") }", "Fields \"echo\" cannot be merged: they have different arguments. Use different aliases.")]
    [InlineData("5.3.2", "{ dogs { a: name } dogs { a: id } }", "Fields \"a\" cannot be merged: they are of different types, String! and ID!. Use different aliases.")]
    [InlineData("5.3.2", "{ search { ... on Dog { x: age } ... on Cat { x: name } } }", "Fields \"x\" cannot be merged: they are of different types, Int and String!. Use different aliases.")]
    [InlineData("5.3.2", "{ node(id: 1) { id ... on Dog { id: name } } }", "Fields \"id\" cannot be merged: they are of different types, ID! and String!. Use different aliases.")]
    [InlineData("5.3.2", "{ dogs(filter: {limit: 1}) { id } ...F } fragment F on Query { dogs(filter: {limit: 2}) { id } }", "Fields \"dogs\" cannot be merged: they have different arguments. Use different aliases.")]
    [InlineData("5.3.3", "{ ping { x } }", "Field \"ping\" is of type String! and has no fields to select.")]
    [InlineData("5.3.3", "{ dogs }", "Field \"dogs\" is of type [Dog!]!: select fields of it, as in \"dogs { … }\".")]
    [InlineData("5.4.1", "{ echo(text: \"a\", tex: 1) }", "Query.echo has no argument \"tex\". Did you mean \"text\"?")]
    [InlineData("5.4.1", "{ ping @skip(if: true, unless: false) }", "@skip has no argument \"unless\".")]
    [InlineData("5.4.2", "{ echo(text: \"a\", text: \"a\") }", "Argument \"text\" is given twice.")]
    [InlineData("5.4.3", "{ echo }", "Query.echo needs the argument \"text\" of type String!.")]
    [InlineData("5.4.3", "{ ping @skip }", "@skip needs the argument \"if\" of type Boolean!.")]
    [InlineData("5.5.1.1", "{ ...F } fragment F on Query { ping } fragment F on Query { ping }", "There are two fragments called \"F\".")]
    [InlineData("5.5.1.2", "{ ... on Quer { ping } }", "There is no type \"Quer\". Did you mean \"Query\"?")]
    [InlineData("5.5.1.3", "{ dogs { ... on Int { x } } }", "A fragment cannot be on Int, which has no fields.")]
    [InlineData("5.5.1.4", "{ ping } fragment F on Query { ping }", "Fragment \"F\" is never used.")]
    [InlineData("5.5.2.1", "{ ...Nope }", "There is no fragment \"Nope\".")]
    [InlineData("5.5.2.2", "{ ...A } fragment A on Query { ...B } fragment B on Query { ping ...A }", "Fragment \"A\" contains itself.")]
    [InlineData("5.5.2.3", "{ dogs { ... on Cat { name } } }", "A fragment on Cat can never apply here: no Dog is a Cat.")]
    [InlineData("5.5.2.3", "{ owners { ...F } } fragment F on Node { id }", "Fragment \"F\" on Node can never apply here: no Owner is a Node.")]
    [InlineData("5.6.1", "{ owners(count: \"3\") { id } }", "Expected a value of type Int!, found \"3\": it is \"3\", which is no Int.")]
    [InlineData("5.6.1", "{ owners(count: 3000000000) { id } }", "Expected a value of type Int!, found 3000000000: it does not fit in 32 bits.")]
    [InlineData("5.6.1", "{ owners(count: null) { id } }", "Expected a value of type Int!, found null.")]
    [InlineData("5.6.1", "{ dogs(filter: {moods: [SLEEPI]}) { id } }", "Expected a value of type PetMood!, found SLEEPI. Did you mean SLEEPY?")]
    [InlineData("5.6.1", "{ dogs(filter: 3) { id } }", "Expected a value of type PetFilter, found 3.")]
    [InlineData("5.6.2", "{ dogs(filter: {limits: 3}) { id } }", "Input PetFilter has no field \"limits\". Did you mean \"limit\"?")]
    [InlineData("5.6.3", "{ dogs(filter: {limit: 3, limit: 3}) { id } }", "Input field \"limit\" is given twice.")]
    [InlineData("5.6.4", "mutation { renameDog(input: {id: 1}) { errors { message } } }", "Input RenameInput needs the field \"name\" of type String!.")]
    [InlineData("5.6", "{ dog(by: {id: 1, name: \"x\"}) { id } }", "Input PetBy takes exactly one of its fields, found 2.")]
    [InlineData("5.6", "{ dog(by: {}) { id } }", "Input PetBy takes exactly one of its fields, found 0.")]
    [InlineData("5.6", "{ dog(by: {id: null}) { id } }", "Field \"PetBy.id\" must not be null.")]
    [InlineData("5.7.1", "{ ping @inclube(if: true) }", "There is no directive \"@inclube\". Did you mean \"@include\"?")]
    [InlineData("5.7.2", "query @skip(if: true) { ping }", "Directive \"@skip\" cannot be used on QUERY.")]
    [InlineData("5.7.3", "{ ping @skip(if: true) @skip(if: true) }", "Directive \"@skip\" is used twice here.")]
    [InlineData("5.8.1", "query($a: ID!, $a: ID!) { node(id: $a) { id } }", "Variable \"$a\" is declared twice.")]
    [InlineData("5.8.2", "query($a: Dog) { ping @skip(if: $a) }", "Variable \"$a\" cannot be of type Dog, which is an output type.|Variable \"$a\" is of type Dog, but Boolean! is expected here.")]
    [InlineData("5.8.3", "query Q { ...F } fragment F on Query { node(id: $id) { id } }", "Variable \"$id\" is not declared by operation \"Q\".")]
    [InlineData("5.8.4", "query($a: Int) { ping }", "Variable \"$a\" is never used.")]
    [InlineData("5.8.5", "query($a: Int) { node(id: $a) { id } }", "Variable \"$a\" is of type Int, but ID! is expected here.")]
    [InlineData("5.8.5", "query($a: String) { echo(text: $a) }", "Variable \"$a\" is of type String, but String! is expected here.")]
    [InlineData("5.8.5", "query($a: [PetMood]) { dogs(filter: {moods: $a}) { id } }", "Variable \"$a\" is of type [PetMood], but [PetMood!] is expected here.")]
    [InlineData("5.8.5", "query($a: ID) { dog(by: {id: $a}) { id } }", "Variable \"$a\" is of type ID, but a field of a oneOf input needs ID!.")]
    public async Task A_broken_rule_is_reported(string section, string document, string messages)
    {
        Assert.NotEmpty(section);
        Assert.Equal(messages.Split('|'), await ErrorsAsync(document));
    }

    [Fact]
    public async Task An_operation_of_a_kind_that_the_schema_lacks_is_refused()
    {
        await using var engine = new DemoEngine(schema => schema.AddTypes(typeof(DemoQueries), typeof(OwnerType), typeof(Dog), typeof(Cat)));
        Assert.StartsWith("{\"errors\":[{\"message\":\"The schema has no mutations.\"", await engine.RunAsync("mutation { a }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_tell_all_places()
    {
        await using var engine = new DemoEngine();
        Assert.Equal(
            """{"errors":[{"message":"Fields \"echo\" cannot be merged: they have different arguments. Use different aliases.","locations":[{"line":2,"column":3},{"line":3,"column":3}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}""",
            await engine.RunAsync("{\n  echo(text: \"x\")\n  echo(text: \"y\")\n}"));
    }

    internal static async Task<string[]> ErrorsAsync(string document, GraphQLOptions? options = null)
    {
        await using var engine = new DemoEngine();
        var schema = engine.Services.GetRequiredService<GraphQLSchema>();
        return [.. DocumentValidator.Validate(schema, Parser.Parse(document), options ?? new GraphQLOptions()).Select(error => error.Message)];
    }
}
