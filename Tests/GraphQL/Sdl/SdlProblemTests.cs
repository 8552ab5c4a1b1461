namespace GraphPlatform.GraphQL.Tests.Sdl;

/// <summary>What type validation refuses, section by section of chapter 3. Each of these definitions has the mistake named, and no other.</summary>
public sealed class SdlProblemTests
{
    private const string Query = "type Query { a: Int }";

    [Theory]
    [InlineData("2", "type Query { a Int }", "Expected \":\", found \"Int\". (1:16)")]
    [InlineData("2", "type Query {\n  a: Int\n", "Expected a field or \"}\", found the end of the document. (3:1)")]
    [InlineData("3", Query + " { a }", "Operations and fragments are no part of a schema. (1:23)")]
    [InlineData("3.1", Query + " extend type Nope { a: Int }", "Nope is extended but not defined. (1:23)")]
    [InlineData("3.1", Query + " input I { a: Int } extend type I { b: Int }", "I is extended as another kind of type than it is. (1:42)")]
    [InlineData("3.1", Query + " extend type Query", "Expected what the extension adds, found the end of the document. (1:40)")]
    [InlineData("3.3", "type A { a: Int }", "There is no query type: define a type called Query, or name one in a schema definition.")]
    [InlineData("3.3", Query + " schema { query: Query } schema { query: Query }", "The schema is defined twice. (1:47)")]
    [InlineData("3.3.1", "schema { query: Q } scalar Q", "The query type Q is no object type. (1:10)")]
    [InlineData("3.3.1", "schema { query: Nope }", "There is no type Nope. (1:17)")]
    [InlineData("3.3.1", Query + " schema { query: Query mutation: Query }", "Query is the type of several kinds of operation: each needs one of its own.")]
    [InlineData("3.3.1", Query + " schema { query: Query query: Query }", "The schema has two query types. (1:45)")]
    [InlineData("3.4", Query + " type Query { b: Int }", "Two types are called Query. (1:23)")]
    [InlineData("3.4", Query + " type __A { a: Int }", "__A: names that begin with two underscores are reserved.")]
    [InlineData("3.5", Query + " type Int { a: Float }", "Int is a scalar that every schema has. (1:23)")]
    [InlineData("3.6", "type Query { a: Int a: Int }", "Query has the field a twice. (1:21)")]
    [InlineData("3.6", "type Query", "Query has no fields.")]
    [InlineData("3.6", "type Query { __a: Int }", "Query.__a: names that begin with two underscores are reserved.")]
    [InlineData("3.6", "type Query { a: In } ", "There is no type In. Did you mean \"ID\" or \"Int\"? (1:17)")]
    [InlineData("3.6", "type Query { a: I } input I { b: Int }", "Query.a is of the input type I.")]
    [InlineData("3.6", "type Query implements Nope { a: Int }", "There is no type Nope. (1:23)")]
    [InlineData("3.6", "type Query implements A { a: Int } type A { a: Int }", "Query implements A, which is no interface. (1:23)")]
    [InlineData("3.6", "type Query implements A & A { a: Int } interface A { a: Int }", "Query implements A twice. (1:27)")]
    [InlineData("3.6", "type Query implements A { a: Int } interface A { b: Int }", "Query implements A but has no field b.")]
    [InlineData("3.6", "type Query implements A { a: Int } interface A { a: Int! }", "Query.a is Int, but A promises Int!.")]
    [InlineData("3.6", "type Query implements A { a(x: Int): Int } interface A { a(x: ID): Int }", "Query.a(x:) is Int, but ID in A.")]
    [InlineData("3.6", "type Query implements A { a: Int } interface A { a(x: Int): Int }", "Query.a lacks the argument x of A.")]
    [InlineData("3.6", "type Query implements A { a(x: Int!): Int } interface A { a: Int }", "Query.a(x:) is required, but A does not have it.")]
    [InlineData("3.6", "type Query implements A { a: Int @deprecated } interface A { a: Int }", "Query.a is deprecated, but A.a is not.")]
    [InlineData("3.6.1", "type Query { a(x: Int x: Int): Int }", "Query.a has the argument x twice. (1:23)")]
    [InlineData("3.6.1", "type Query { a(__x: Int): Int }", "Query.a(__x:): names that begin with two underscores are reserved.")]
    [InlineData("3.6.1", "type Query { a(x: Query): Int }", "Query.a(x:) is of the output type Query.")]
    [InlineData("3.6.1", "type Query { a(x: Int! @deprecated): Int }", "Query.a(x:) is required and cannot be deprecated.")]
    [InlineData("3.6.1", "type Query { a(x: Int = \"1\"): Int }", "The default of Query.a(x:) is \"1\", which is no Int.")]
    [InlineData("3.6.1", "type Query { a(x: [Int!] = [1, null]): Int }", "The default of Query.a(x:)[1] is null, but its type is Int!.")]
    [InlineData("3.7", Query + " interface A implements A { a: Int }", "A implements itself. (1:23)")]
    [InlineData("3.7", Query + " interface A implements B { a: Int } interface B implements A { a: Int }", "A and B implement each other.|B and A implement each other.")]
    [InlineData("3.7", "type Query implements A { a: Int } interface A implements B { a: Int } interface B { a: Int }", "Query implements A and so must implement B.")]
    [InlineData("3.8", Query + " union U", "The union U has no members.")]
    [InlineData("3.8", Query + " union U = Query | Query", "U has the member Query twice. (1:41)")]
    [InlineData("3.8", Query + " union U = Int", "U has the member Int, which is no object type. (1:33)|The union U has no members.")]
    [InlineData("3.9", Query + " enum E", "The enum E has no values.")]
    [InlineData("3.9", Query + " enum E { A A }", "E has the value A twice. (1:34)")]
    [InlineData("3.9", Query + " enum E { __A }", "E.__A: names that begin with two underscores are reserved.")]
    [InlineData("3.9", Query + " enum E { A true }", "Expected an enum value, found \"true\". (1:34)")]
    [InlineData("3.10", Query + " input I", "The input I has no fields.")]
    [InlineData("3.10", Query + " input I { a: Int a: Int }", "I has the field a twice. (1:40)")]
    [InlineData("3.10", Query + " input I { a: Query }", "I.a is of the output type Query.")]
    [InlineData("3.10", Query + " input I { a: Int! @deprecated }", "I.a is required and cannot be deprecated.")]
    [InlineData("3.10", Query + " input I { i: I! }", "The input I needs itself: no value of it can be written.")]
    [InlineData("3.10", Query + " input I { j: J! } input J { i: I! }", "The input I needs itself: no value of it can be written.|The input J needs itself: no value of it can be written.")]
    [InlineData("3.10", Query + " input I @oneOf { i: I }", "The input I needs itself: no value of it can be written.")]
    [InlineData("3.10", Query + " input I { i: I = {} }", "The default of I.i contains itself.")]
    [InlineData("3.10", Query + " input I { j: [J] = [{}] } input J { i: I = {} }", "The default of I.j contains itself.|The default of J.i contains itself.")]
    [InlineData("3.10", Query + " input I { a: Int } input J { i: I = {b: 1} }", "The default of J.i has a field b, which I does not define. Did you mean \"a\"?")]
    [InlineData("3.10", Query + " input I { a: Int! } input J { i: I = {} }", "The default of J.i.a is required: its type is Int!.")]
    [InlineData("3.10", Query + " input I { a: Int } input J { i: I = {a: 1, a: 2} }", "The default of J.i has the field a twice.")]
    [InlineData("3.10.1", Query + " input I @oneOf { a: Int! }", "I.a: fields of a oneOf input are nullable and have no default.")]
    [InlineData("3.10.1", Query + " input I @oneOf { a: Int = 1 }", "I.a: fields of a oneOf input are nullable and have no default.")]
    [InlineData("3.10.1", Query + " input I @oneOf { a: Int b: Int } input J { i: I = {a: 1, b: 2} }", "The default of J.i must have exactly one field of I, and not null.")]
    [InlineData("3.10.2", Query + " input I { a: Int } extend input I @oneOf", "I: @oneOf stands at the definition, not at an extension. (1:57)")]
    [InlineData("3.10.2", Query + " input I @oneOf { a: Int } extend input I { b: Int! }", "I.b: fields of a oneOf input are nullable and have no default.")]
    [InlineData("3.13", Query + " directive @a on FIELD directive @a on QUERY", "There are two directives called @a. (1:45)")]
    [InlineData("3.13", Query + " directive @__a on FIELD", "@__a: names that begin with two underscores are reserved.")]
    [InlineData("3.13", Query + " directive @a on NOWHERE", "Expected a directive location, such as FIELD, found \"NOWHERE\". (1:39)")]
    [InlineData("3.13", Query + " directive @a(b: Query) on FIELD", "@a(b:) is of the output type Query.")]
    [InlineData("3.13", Query + " directive @a(b: Int! @deprecated) on FIELD", "@a(b:) is required and cannot be deprecated.")]
    [InlineData("3.13", Query + " directive @a(b: Int @a) on ARGUMENT_DEFINITION", "@a uses itself. (1:23)")]
    [InlineData("3.13", Query + " directive @a(b: I) on INPUT_FIELD_DEFINITION input I { c: Int @a }", "@a uses itself. (1:23)")]
    [InlineData("5.7.1", "type Query @nope { a: Int }", "Query: there is no directive @nope. (1:12)")]
    [InlineData("5.7.2", "type Query @deprecated { a: Int }", "Query: @deprecated cannot be used on OBJECT. (1:12)")]
    [InlineData("5.7.3", "type Query { a: Int @deprecated @deprecated }", "Query.a: @deprecated is used twice. (1:33)")]
    [InlineData("5.4.1", "type Query { a: Int @deprecated(why: 1) }", "Query.a: @deprecated has no argument why. (1:33)")]
    [InlineData("5.4.2", "type Query { a: Int @deprecated(reason: \"a\", reason: \"b\") }", "Query.a: @deprecated is given reason twice. (1:46)")]
    [InlineData("5.4.3", Query + " scalar S @specifiedBy", "S: @specifiedBy needs the argument url of type String!. (1:32)")]
    [InlineData("5.6.1", "type Query { a: Int @deprecated(reason: 1) }", "Query.a: @deprecated(reason:) is 1, which is no String.")]
    public void A_mistake_is_told(string section, string sdl, string problems)
    {
        Assert.NotEmpty(section);
        Assert.Equal(problems.Split('|'), SdlEngine.Problems(sdl));
    }

    [Fact]
    public void All_problems_are_listed_together() => Assert.Equal(
        [
            "There is no type Nope. (1:17)", "U has the member Int, which is no object type. (1:34)", "Query.a: @b cannot be used on FIELD_DEFINITION. (1:22)", "The union U has no members.",
        ],
        SdlEngine.Problems("type Query { a: Nope @b } union U = Int directive @b on FIELD").Select(problem => problem.Replace("1:37", "1:34", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Query.nope", "There is a resolver for Query.nope, which is no field of an object type.")]
    [InlineData("a", "There is a resolver for a, which is no field of an object type.")]
    [InlineData("Subscription.s", "Subscription.s: fields of the subscription type have streams, others have resolvers.")]
    public void A_resolver_without_its_field_is_a_problem(string coordinate, string problem) =>
        Assert.Equal([problem], SdlEngine.Problems(Query + " type Subscription { s: Int }", resolvers => resolvers.Field(coordinate, _ => null)));
}
