namespace GraphPlatform.GraphQL.Tests.Sdl;

/// <summary>What type validation allows although it looks like what it forbids.</summary>
public sealed class SdlFreedomTests
{
    [Theory]
    // Implementing fields may be of narrower types, and take more that need not be given.
    [InlineData("type Query implements I { a: Query } interface I { a: I }")]
    [InlineData("type Query implements I { a: [Query!]! } interface I { a: [I] }")]
    [InlineData("type Query implements I { a: Query! } interface I { a: U } union U = Query")]
    [InlineData("type Query implements I & J { a: J } interface I { a: I } interface J implements I { a: J }")]
    [InlineData("type Query implements I { a(x: Int, y: Int = 1, z: Int! = 2): Int } interface I { a(x: Int): Int }")]
    [InlineData("type Query implements I { a: Int @deprecated } interface I { a: Int @deprecated }")]
    [InlineData("type Query implements I { a: Int } interface I { a: Int @deprecated }")]
    [InlineData("type Query { a: I } interface I { b: Int }")]
    // Input objects end where one field of the circle is nullable, a list, or one of several.
    [InlineData("type Query { a(i: I): Int } input I { i: I }")]
    [InlineData("type Query { a(i: I): Int } input I { i: [I!]! }")]
    [InlineData("type Query { a(i: I): Int } input I { j: J! } input J { i: I }")]
    [InlineData("type Query { a(i: I): Int } input I @oneOf { i: I j: Int }")]
    [InlineData("type Query { a(i: I): Int } input I @oneOf { i: [I!] }")]
    [InlineData("type Query { a(i: I): Int } input I { j: J! } input J @oneOf { i: I k: Int }")]
    // Defaults end where one of them says null, or nothing.
    [InlineData("type Query { a(i: I = {}): Int } input I { i: I = {i: null} }")]
    [InlineData("type Query { a(i: I = {i: {}}): Int } input I { i: I }")]
    [InlineData("type Query { a(i: [[Int]] = 3, j: [I] = {b: 1}): Int } input I { b: Int }")]
    [InlineData("type Query { a(i: Float = 1, j: ID = 1, k: Any = {x: [E, 1]}): Int } scalar Any")]
    [InlineData("type Query { a(i: Int! = 1 @deprecated): Int }")]
    // Extensions before what they extend, of everything.
    [InlineData("extend type Query { b: Int } type Query { a: Int } extend scalar S @d directive @d on SCALAR | SCHEMA | UNION scalar S extend union U @d union U = Query extend schema @d")]
    [InlineData("extend union U = A type A { a: Int } union U type Query { a: U } extend enum E { A } enum E extend input I { a: Int } input I extend interface J { a: Int } interface J")]
    [InlineData("type Q { a: Int } type Mutation { a: Int } schema { query: Q }")]
    [InlineData("type Query { a: Int } type M { a: Int } extend schema { mutation: M }")]
    [InlineData("scalar Int scalar ID type Query { a: Int }")]
    [InlineData("directive @deprecated(reason: String = \"no longer\") on FIELD_DEFINITION | ENUM_VALUE type Query { a: Int @deprecated }")]
    [InlineData("directive @d(a: Int) repeatable on OBJECT type Query @d @d(a: 1) { a: Int }")]
    [InlineData("directive @a(x: Int @b) on FIELD directive @b(y: Int) on ARGUMENT_DEFINITION type Query { a: Int }")]
    public async Task A_schema_is_taken(string sdl) => Assert.Equal("\"Q", (await new SdlEngine(sdl).OutcomeAsync("{ __typename }"))[14..16]);

    [Fact]
    public async Task Only_the_types_that_the_schema_names_are_its_roots() => Assert.Equal(
        """{"__schema":{"queryType":{"name":"Q"},"mutationType":null,"subscriptionType":null}}""",
        await new SdlEngine("type Q { a: Int } type Mutation { a: Int } schema { query: Q }").OutcomeAsync("{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }"));
}
