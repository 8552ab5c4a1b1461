using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.Validation;

namespace GraphPlatform.GraphQL.Tests.Validation;

/// <summary>Chapter 5, section by section: documents that are just inside each rule, and just outside.</summary>
public sealed class SectionTests
{
    private static readonly GraphQLSchema Schema = SchemaBuilder.FromSdl(
        """
        type Query {
          pet(id: ID!): Pet
          pets(filter: Filter, order: [Order!]! = [NAME], limit: Int! = 3): [Pet!]!
          dog(by: DogBy!): Dog
          found(text: String, more: Any): [Found]
          matrix(of: [[Int!]]): [[Int!]]
        }
        type Mutation { rename(input: Rename!): Dog again: Dog }
        type Subscription { barked(loud: Boolean = false): Dog other: Dog }
        interface Named { name: String! }
        interface Pet implements Named { id: ID! name: String! owner: Human }
        type Dog implements Pet & Named { id: ID! name: String! owner: Human barks(times: Int, at: Order): Int volume: Int friends(first: Int!): [Dog!] }
        type Cat implements Pet & Named { id: ID! name: String! owner: Human meows: Boolean volume: Float friends(first: Int!): [Cat!] }
        type Human implements Named { name: String! pets: [Pet!] dog: Dog! }
        union Found = Dog | Human
        enum Order { NAME AGE }
        input Filter { text: String = "x" order: Order! = NAME and: [Filter!] limit: Int! size: [Float] }
        input Rename { id: ID! name: String }
        input DogBy @oneOf { id: ID name: String filter: Filter }
        scalar Any
        directive @once(why: String!) on FIELD | QUERY | VARIABLE_DEFINITION
        directive @often repeatable on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION | MUTATION | SUBSCRIPTION
        """);

    [Theory]
    // 5.2: operations
    [InlineData("query A { found { __typename } } mutation B { again { id } } subscription C { other { id } }")]
    [InlineData("subscription { barked { id } ...F } fragment F on Subscription { barked { name } }")]
    [InlineData("subscription { b: barked(loud: true) { id } ... { b: barked(loud: true) { name } } }")]
    [InlineData("subscription { barked @often { id @skip(if: true) } }")]
    // 5.3.1: fields of interfaces, of unions only __typename
    [InlineData("{ pet(id: 1) { __typename name ... on Dog { volume } } found { __typename ... on Named { name } } }")]
    // 5.3.2: merging
    [InlineData("{ pet(id: 1) { name } pet(id: 1) { name id } }")]
    [InlineData("{ pet(id: 1) { ... on Dog { volume: barks(times: 1) } ... on Dog { volume: barks(times: 1) } } }")]
    [InlineData("{ pet(id: 1) { ... on Dog { x: owner { name } } ... on Cat { x: owner { y: name } } } }")]
    [InlineData("{ pet(id: 1) { ... on Dog { x: friends(first: 1) { name } } ... on Cat { x: friends(first: 2) { id } } } }")]
    [InlineData("{ pet(id: 1) { ... on Dog { x: friends(first: 1) { y: name } } ... on Cat { x: friends(first: 2) { y: name } } } }")]
    [InlineData("query($a: Int) { pet(id: 1) { ... on Dog { barks(times: $a, at: NAME) barks(at: NAME, times: $a) } } }")]
    [InlineData("{ found(more: {a: 1, b: [2]}) { __typename } found(more: {b: [2], a: 1}) { __typename } }")]
    // 5.4, 5.6: arguments and their values
    [InlineData("{ pets(filter: {limit: 1}, order: NAME, limit: 2) { id } }")]
    [InlineData("{ pets(filter: {limit: 1, size: [1, 2.5, null], and: {limit: 2, text: null}}, order: [AGE, NAME]) { id } }")]
    [InlineData("{ pets(filter: null) { id } matrix(of: [[1], 2, null]) m: matrix(of: 3) n: matrix(of: []) }")]
    [InlineData("{ pet(id: \"x\") { id } found(more: [1, {a: ENUM, b: null}]) { __typename } }")]
    [InlineData("{ dog(by: {id: 5}) { id } b: dog(by: {filter: {limit: 1}}) { id } }")]
    // 5.5: fragments
    [InlineData("{ pet(id: 1) { ...N } found { ...N ... on Pet { id } } } fragment N on Named { name }")]
    [InlineData("{ pet(id: 1) { ... on Named { name } ... on Found { __typename } } }")]
    [InlineData("{ ...A ...B } fragment A on Query { ...B } fragment B on Query { found { __typename } }")]
    // 5.7: directives
    [InlineData("query @once(why: \"x\") { found @often @often { __typename ...F @often } } fragment F on Dog @often { id }")]
    // 5.8: variables
    [InlineData("query($a: Int! = 1 @once(why: \"x\"), $b: [Order!]!) { pets(order: $b, limit: $a) { id } }")]
    [InlineData("query($a: Int, $b: Order) { pets(limit: $a, filter: {limit: 1, order: $b}) { id } }")]
    [InlineData("query($a: Int = 1, $b: Order = NAME) { pets(filter: {limit: $a}, order: [$b]) { id } }")]
    [InlineData("query($a: [[Int!]!]!) { matrix(of: $a) }")]
    [InlineData("query($a: [Int!]!) { matrix(of: [$a]) }")]
    [InlineData("query($a: ID!, $b: Filter!) { x: dog(by: {id: $a}) { id } y: dog(by: {filter: $b}) { id } }")]
    [InlineData("query($a: DogBy!, $m: Any, $n: Int) { dog(by: $a) { id } found(more: {x: [$m, $n]}) { __typename } }")]
    [InlineData("query A($x: ID!) { ...F } query B($x: ID!) { ...F } fragment F on Query { pet(id: $x) { id } }")]
    [InlineData("query($s: Boolean!) { found @skip(if: $s) { __typename } }")]
    public void What_keeps_the_rules_is_valid(string document) => Assert.Equal([], Errors(document));

    [Theory]
    [InlineData("5.2.1", "query A { found { __typename } } query A { found { __typename } }")]
    [InlineData("5.2.2", "query { found { __typename } } mutation B { again { id } }")]
    [InlineData("5.2.4", "subscription { barked { id } other { id } }")]
    [InlineData("5.2.4", "subscription { a: barked { id } b: barked { id } }")]
    [InlineData("5.2.4", "subscription { ... on Subscription { barked { id } } ...F } fragment F on Subscription { other { id } }")]
    [InlineData("5.2.4", "subscription { __typename }")]
    [InlineData("5.2.4", "subscription { ...F @include(if: true) } fragment F on Subscription { barked { id } }")]
    [InlineData("5.2.4", "subscription { ...F } fragment F on Subscription { barked @skip(if: false) { id } }")]
    [InlineData("5.3.1", "{ found { name } }")]
    [InlineData("5.3.1", "{ pet(id: 1) { volume } }")]
    [InlineData("5.3.1", "mutation { __schema { types { name } } }")]
    [InlineData("5.3.2", "{ pet(id: 1) { id: name } p: pet(id: 1) { id id: name } }")]
    [InlineData("5.3.2", "{ pet(id: 1) { ... on Dog { volume } ... on Cat { volume } } }")]
    [InlineData("5.3.2", "{ pet(id: 1) { ... on Dog { x: friends(first: 1) { y: name } } ... on Cat { x: friends(first: 2) { y: id } } } }")]
    [InlineData("5.3.2", "{ pet(id: 1) { ... on Dog { x: friends(first: 1) { id } } ... on Cat { x: owner { name } } } }")]
    [InlineData("5.3.2", "{ pet(id: 1) { ... on Dog { barks(times: 1) } ... on Pet { ... on Dog { barks } } } }")]
    [InlineData("5.3.2", "{ pet(id: 1) { ...A ...B } } fragment A on Dog { x: barks(times: 1) } fragment B on Dog { x: barks(times: 2) }")]
    [InlineData("5.3.2", "query($a: Int, $b: Int) { pet(id: 1) { ... on Dog { barks(times: $a) barks(times: $b) } } }")]
    [InlineData("5.3.2", "{ found(text: \"1\") { __typename } found(text: null) { __typename } }")]
    [InlineData("5.3.2", "{ pet(id: 1) { owner { name } } p: pet(id: 1) { x: name } pet(id: 1) { owner { name: __typename } } }")]
    [InlineData("5.3.3", "{ found }")]
    [InlineData("5.3.3", "{ found { __typename { a } } }")]
    [InlineData("5.4.1", "{ found(txt: 1) { __typename } }")]
    [InlineData("5.4.1", "{ found @once(why: \"a\", who: 1) { __typename } }")]
    [InlineData("5.4.2", "{ found(text: \"a\", text: \"a\") { __typename } }")]
    [InlineData("5.4.3", "{ pet { id } }")]
    [InlineData("5.4.3", "{ pet(id: null) { id } }")]
    [InlineData("5.4.3", "{ found @once { __typename } }")]
    [InlineData("5.5.1.1", "{ ...A } fragment A on Query { found { __typename } } fragment A on Query { matrix }")]
    [InlineData("5.5.1.2", "{ ... on Nope { found { __typename } } }")]
    [InlineData("5.5.1.3", "{ ... on Order { found } }")]
    [InlineData("5.5.1.3", "{ ...F } fragment F on Filter { text }")]
    [InlineData("5.5.1.4", "{ matrix } fragment A on Query { ...B } fragment B on Query { matrix }")]
    [InlineData("5.5.2.1", "{ ...Nope }")]
    [InlineData("5.5.2.2", "{ ...A } fragment A on Query { ...A }")]
    [InlineData("5.5.2.2", "{ pet(id: 1) { ...A } } fragment A on Pet { owner { pets { ...B } } } fragment B on Pet { ...A }")]
    [InlineData("5.5.2.3", "{ pet(id: 1) { ... on Human { name } } }")]
    [InlineData("5.5.2.3", "{ found { ... on Cat { id } } }")]
    [InlineData("5.5.2.3", "{ ... on Mutation { again { id } } }")]
    [InlineData("5.6.1", "{ found(text: 1) { __typename } }")]
    [InlineData("5.6.1", "{ found(text: NAME) { __typename } }")]
    [InlineData("5.6.1", "{ pets(limit: 1.0) { id } }")]
    [InlineData("5.6.1", "{ pets(limit: 2147483648) { id } }")]
    [InlineData("5.6.1", "{ pet(id: 1.5) { id } }")]
    [InlineData("5.6.1", "{ pets(order: \"NAME\") { id } }")]
    [InlineData("5.6.1", "{ pets(order: [NAME, null]) { id } }")]
    [InlineData("5.6.1", "{ pets(order: null) { id } }")]
    [InlineData("5.6.1", "{ matrix(of: [[null]]) }")]
    [InlineData("5.6.1", "query($a: Int = \"1\") { pets(limit: $a) { id } }")]
    [InlineData("5.6.1", "query($a: Int! = null) { pets(limit: $a) { id } }")]
    [InlineData("5.6.2", "{ pets(filter: {limit: 1, nope: 1}) { id } }")]
    [InlineData("5.6.3", "{ pets(filter: {limit: 1, limit: 1}) { id } }")]
    [InlineData("5.6.4", "{ pets(filter: {}) { id } }")]
    [InlineData("5.6.4", "{ pets(filter: {limit: 1, and: [{text: \"x\"}]}) { id } }")]
    [InlineData("5.6.4", "{ pets(filter: {limit: null}) { id } }")]
    [InlineData("5.6.5", "{ dog(by: {}) { id } }")]
    [InlineData("5.6.5", "{ dog(by: {id: 1, name: \"x\"}) { id } }")]
    [InlineData("5.6.5", "{ dog(by: {id: null}) { id } }")]
    [InlineData("5.6.5", "query($a: ID!, $b: String!) { dog(by: {id: $a, name: $b}) { id } }")]
    [InlineData("5.7.1", "{ matrix @nope }")]
    [InlineData("5.7.2", "query @often { matrix }")]
    [InlineData("5.7.2", "query($a: Int @often) { pets(limit: $a) { id } }")]
    [InlineData("5.7.3", "{ matrix @once(why: \"a\") @once(why: \"b\") }")]
    [InlineData("5.8.1", "query($a: Int, $a: Int) { pets(limit: $a) { id } }")]
    [InlineData("5.8.2", "query($a: Pet) { found(more: $a) { __typename } }")]
    [InlineData("5.8.2", "query($a: Nope) { found(more: $a) { __typename } }")]
    [InlineData("5.8.3", "{ pets(limit: $a) { id } }")]
    [InlineData("5.8.3", "query A($x: ID!) { ...F } query B { ...F } fragment F on Query { pet(id: $x) { id } }")]
    [InlineData("5.8.3", "{ found(more: {a: [$x]}) { __typename } }")]
    [InlineData("5.8.4", "query($a: Int, $b: Int) { pets(limit: $b) { id } }")]
    [InlineData("5.8.5", "query($a: Int) { pets(filter: {limit: $a}) { id } }")]
    [InlineData("5.8.5", "query($a: Int = null) { pets(filter: {limit: $a}) { id } }")]
    [InlineData("5.8.5", "query($a: Int = 1) { pet(id: 1) { ... on Dog { friends(first: 1) { friends(first: $b) { id } } } } pets(limit: $a) { id } }")]
    [InlineData("5.8.5", "query($a: Order) { pets(order: [$a]) { id } }")]
    [InlineData("5.8.5", "query($a: Order!) { pets(order: $a) { id } }")]
    [InlineData("5.8.5", "query($a: [[Int]]) { matrix(of: $a) }")]
    [InlineData("5.8.5", "query($a: Float) { pets(limit: $a) { id } }")]
    [InlineData("5.8.5", "query($a: ID) { dog(by: {id: $a}) { id } }")]
    [InlineData("5.8.5", "query($a: ID = 1) { dog(by: {id: $a}) { id } }")]
    [InlineData("5.8.5", "query($s: Boolean) { matrix @skip(if: $s) }")]
    public void What_breaks_a_rule_is_not(string section, string document)
    {
        Assert.NotEmpty(section);
        Assert.NotEmpty(Errors(document));
    }

    [Fact]
    public void Fields_that_meet_in_many_ways_are_compared_once()
    {
        var document = "{ x: __typename }";
        for (var i = 0; i < 20; i++) document = $"{{ owner {{ pets {document} }} ... on Dog {{ owner {{ pets {{ id }} }} }} ... on Cat {{ owner {{ pets {{ id }} }} }} }}";
        Assert.Equal([], Errors($"{{ pet(id: 1) {document} }}", new GraphQLOptions { MaxDepth = 100 }));
    }

    [Fact]
    public void What_would_take_too_long_to_compare_is_refused() => Assert.Equal(
        ["The operation is too complex to be checked: too many fields share their response names."],
        Errors($"{{ {string.Concat(Enumerable.Repeat("matrix ", 100))} }}", new GraphQLOptions { MaxMergedSelections = 99 }));

    private static string[] Errors(string document, GraphQLOptions? options = null) =>
        [.. DocumentValidator.Validate(Schema, Parser.Parse(document), options ?? new GraphQLOptions()).Select(error => error.Message)];
}
