using System.Text.Json;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>https://spec.graphql.org/September2025/#sec-Scalars. How values come in; how they go out is decided by the C# type of the resolver.</summary>
internal sealed class ScalarType(string name) : NamedType(name)
{
    public string? SpecifiedBy { get; init; }

    /// <summary>From a variable's JSON. Throws <see cref="InputException"/> for what the scalar does not accept; never called with null.</summary>
    public required Func<JsonElement, object> FromJson { get; init; }

    /// <summary>From a literal of the document. Throws <see cref="InputException"/>; never called with null or a variable.</summary>
    public required Func<ValueNode, object> FromLiteral { get; init; }

    /// <summary>For a scalar whose literals may have variables inside. Null: they may not.</summary>
    public Func<ValueNode, Func<string, (bool Given, object? Value)>?, object>? FromLiteralWithVariables { get; init; }

    /// <summary>From a coerced value back to a literal, for printing default values.</summary>
    public required Func<object, ValueNode> ToLiteral { get; init; }
}

/// <summary>An input value cannot be coerced to its type. The message ends a sentence that names the value's place.</summary>
internal sealed class InputException(string message) : Exception(message);
