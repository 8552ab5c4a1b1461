using System.Text;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Tests.Language;

public sealed class ParserTests
{
    private const string KitchenSink = """"
        "About the query"
        query Q("about it" $foo: ComplexType = {a: [1, 2.5, "x"], b: null}, $site: [Site!]! = MOBILE @x) @onQuery(if: true) {
          whoever: node(id: [123, $foo], flag: false, s: "a\n\"b\"") @include(if: $foo) {
            ... on User @onInline { field2 { id ...frag @onSpread } }
            ... @skip(unless: $foo) { id }
            ... { id }
          }
        }

        mutation M { like(story: 1) @defer { story { id } } }

        subscription S { sub(input: {}) { ok } }

        fragment frag on Friend @onFragment { foo(size: -1.0e3, bar: ENUM, obj: {key: $foo}) }

        { shorthand }
        """";

    private const string TypeSystem = """"
        "The schema" schema @a { query: Q mutation: M }
        "A type" type Foo implements Bar & Baz @b { "one" one: Int two("arg" a: [Int!]! = [1] @c): String! @deprecated(reason: "x") }
        interface Bar implements Baz { one: Int }
        union U @d = | A | B
        scalar S @specifiedBy(url: "u")
        enum E { A B @deprecated }
        input I { a: Int = 1 b: E }
        directive @d(a: Int) repeatable on FIELD | OBJECT
        extend type Foo @x
        extend schema { subscription: S }
        """";

    [Theory]
    [InlineData(KitchenSink)]
    [InlineData(TypeSystem)]
    public void What_is_printed_parses_to_the_same_text_again(string source)
    {
        var once = SyntaxPrinter.Print(Parser.Parse(source));
        Assert.Equal(once, SyntaxPrinter.Print(Parser.Parse(once)));
        Assert.True(once.Length > 200);
    }

    [Fact]
    public void A_printed_document_keeps_every_part()
    {
        var text = SyntaxPrinter.Print(Parser.Parse("query Q($a: [Int!]! = [1]) @d(x: {y: $a}) { b: c(d: \"e\") { ...F @s ... on G { h } } } fragment F on T { i }"));
        Assert.Equal("query Q($a: [Int!]! = [1]) @d(x: {y: $a}) {\n  b: c(d: \"e\") {\n    ...F @s\n    ... on G {\n      h\n    }\n  }\n}\n\nfragment F on T {\n  i\n}\n", text);
    }

    [Theory]
    [InlineData("{", 1, 2, "Expected a field, a fragment or \"}\", found the end of the document.")]
    [InlineData("{}", 1, 2, "Expected a field, a fragment or \"}\", found \"}\".")]
    [InlineData("", 1, 1, "Expected an operation")]
    [InlineData("{\n  a(b: )\n}", 2, 8, "Expected a value, found \")\".")]
    [InlineData("{ a() }", 1, 5, "Expected an argument or \")\"")]
    [InlineData("query ($x) { a }", 1, 10, "Expected \":\", found \")\".")]
    [InlineData("query ($x: Int = $y) { a }", 1, 18, "constant")]
    [InlineData("fragment on on T { a }", 1, 10, "Expected the fragment's name")]
    [InlineData("{ ...on }", 1, 9, "Expected a type's name")]
    [InlineData("notAnOperation Foo { a }", 1, 1, "Expected an operation")]
    [InlineData("{ \"é\" }", 1, 3, "found a string")]
    [InlineData("{ a(b: \"é\" ?) }", 1, 12, "Unexpected character \"?\"")]
    [InlineData("\"d\" { a }", 1, 5, "Expected what is described: an operation (\"query\", \"mutation\" or \"subscription\")")]
    [InlineData("extend type A", 1, 14, "Expected what the extension adds")]
    [InlineData("extend scalar A", 1, 16, "Expected what the extension adds")]
    [InlineData("extend schema", 1, 14, "Expected what the extension adds")]
    [InlineData("extend union A =", 1, 17, "Expected a type's name")]
    [InlineData("directive @a on FIELD | HERE", 1, 25, "Expected a directive location, such as FIELD, found \"HERE\".")]
    [InlineData("type A { }", 1, 10, "Expected a field or \"}\"")]
    [InlineData("extend query { a }", 1, 8, "Expected the kind of type that is extended")]
    public void An_error_says_what_was_expected_and_where(string source, int line, int column, string message)
    {
        var error = Assert.Throws<GraphQLSyntaxException>(() => Parser.Parse(source));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(new SourceLocation(line, column), SourceLocation.Of(Encoding.UTF8.GetBytes(source), error.Position));
    }

    [Theory]
    [InlineData("{a")]
    [InlineData("{a(b:[")]
    [InlineData("{a(b:{c:")]
    [InlineData("{...{")]
    public void Deep_nesting_is_refused_before_the_stack_is_gone(string unit)
    {
        var source = string.Concat(unit == "{a" || unit == "{...{" ? Enumerable.Repeat(unit.Replace("...{", "...", StringComparison.Ordinal), 100_000) : [unit, .. Enumerable.Repeat(unit[5..], 100_000)]);
        var error = Assert.Throws<GraphQLSyntaxException>(() => Parser.Parse(Encoding.UTF8.GetBytes(source), new ParserLimits(10_000_000, 200)));
        Assert.Contains("nested deeper", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_list_type_is_limited_too() =>
        Assert.Throws<GraphQLSyntaxException>(() => Parser.Parse("query($a:" + new string('[', 100_000)));

    [Fact]
    public void Tokens_are_limited() =>
        Assert.Contains("more than 100 tokens", Assert.Throws<GraphQLSyntaxException>(
            () => Parser.Parse(Encoding.UTF8.GetBytes("{" + string.Concat(Enumerable.Repeat("a ", 200)) + "}"), new ParserLimits(100, 200))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_document_cut_anywhere_gives_an_error_and_nothing_worse()
    {
        var bytes = Encoding.UTF8.GetBytes(KitchenSink);
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Parser.Parse(bytes.AsMemory(0, length), ParserLimits.Default);
            }
            catch (GraphQLSyntaxException e)
            {
                Assert.InRange(e.Position, 0, length);
            }
        }
    }
}
