using System.Text;

namespace GraphPlatform.GraphQL.Tests.Fuzz;

/// <summary>What mutations start from: documents that use all of the language, the schema that they are for, and variables.</summary>
internal static class Corpus
{
    public const string Sdl = """"
        "About it" schema @own(why: "x") { query: Query mutation: Mutation }
        directive @own(why: String = "default" list: [Int!] in: In) repeatable on SCHEMA | OBJECT | FIELD | QUERY | VARIABLE_DEFINITION | FRAGMENT_DEFINITION
        """ Block
              description """
        type Query implements Node @own {
          id: ID!
          self: Query
          nodes(first: Int = 10 after: String filter: In = {a: 1} by: By): [Node!]
          any(value: Any): Any
          matrix(of: [[Float!]]): [[Float!]]
          kind(of: Kind = FIRST): Kind!
          found: [Found]
          old: String @deprecated(reason: "gone")
        }
        type Mutation { change(input: In!): Query }
        interface Node { id: ID! }
        type Leaf implements Node { id: ID! text(upper: Boolean! = false): String }
        union Found = Query | Leaf
        enum Kind { FIRST SECOND @deprecated }
        scalar Any @specifiedBy(url: "https://example.com")
        input In { a: Int! = 5 b: [Kind!] c: In d: Any }
        input By @oneOf { id: ID name: String in: In }
        extend type Leaf @own { size: Int }
        extend enum Kind { THIRD }
        """";

    public const string Root = """
        {"id": 1, "self": {"id": "x", "kind": "NOPE", "found": [{"__typename": "Leaf", "id": 1, "text": 5, "size": 1.5}, {"__typename": "Query", "id": null}, null, 7]},
         "nodes": [{"__typename": "Leaf", "id": "a"}, {"__typename": "Query", "id": "b", "kind": "FIRST"}], "any": {"a": [1, "b", null]}, "matrix": [[1, 2.5], null, ["3"]],
         "kind": "SECOND", "found": [], "old": true, "change": {"id": "c", "kind": "THIRD"}}
        """;

    public static readonly byte[][] Documents = [.. new[]
    {
        "{ id self { id kind found { __typename ... on Leaf { id text(upper: true) size } ... on Node { id } } } }",
        "query Q($n: Int = 3, $f: In, $b: By, $k: Kind!, $v: Any, $m: [[Float!]], $x: Boolean!) @own(why: \"q\") { nodes(first: $n, filter: $f, by: $b) { id ...F @skip(if: $x) } kind(of: $k) any(value: {a: [$v, {b: null}]}) matrix(of: $m) } fragment F on Node { id ... @include(if: $x) { __typename } }",
        "mutation M($in: In!) { change(input: $in) { id } again: change(input: {a: 1, b: [FIRST, SECOND], c: {c: {a: 2}}, d: [1, \"x\", {y: true}]}) { ...G } } fragment G on Query { id kind }",
        "query A { a: any(value: \"\"\"\n    block \\\"\"\" text\n      more\n    \"\"\") b: any(value: \"esc \\u00e9 \\u{1F600} \\n\") } query B { id }",
        "{ __schema { description types { name kind fields(includeDeprecated: true) { name args { name defaultValue } } } directives { name locations } } __type(name: \"In\") { inputFields { name type { name ofType { name } } } } }",
        "{ matrix(of: [[1, 2.5e-3], -7, null]) nodes(by: {in: {a: 1}}) { ... on Query { self { self { self { id } } } } } }",
        "\"described\" query ($x: Boolean! = true @own) { ...A ...B } fragment A on Query { id @skip(if: $x) ...B } \"also\" fragment B on Query @own { kind @include(if: $x) id }",
    }.Select(Encoding.UTF8.GetBytes)];

    public static readonly byte[][] Variables = [.. new[]
    {
        "{\"x\": true, \"k\": \"FIRST\", \"in\": {\"c\": {}}}",
        "{\"n\": 3, \"f\": {\"a\": 1, \"b\": [\"FIRST\"], \"c\": {\"a\": 2, \"d\": [1, {\"z\": null}]}}, \"b\": {\"id\": 5}, \"k\": \"SECOND\", \"v\": {\"any\": [true]}, \"m\": [[1, 2.5], 3], \"x\": true, \"in\": {}}",
        "{\"in\": {\"a\": 2147483647, \"b\": \"FIRST\", \"c\": null, \"d\": \"\\ud83d\\ude00\"}, \"k\": \"THIRD\", \"x\": true}",
        "{\"x\": false, \"k\": \"FIRST\", \"m\": 1e3, \"in\": {\"a\": 1.0}}",
    }.Select(Encoding.UTF8.GetBytes)];
}
