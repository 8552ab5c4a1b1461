using System.Text.Json;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>
/// Input coercion: https://spec.graphql.org/September2025/#sec-Input-Objects.Input-Coercion and the like for each kind of type.
/// The result is a scalar's or enum's C# value, an <c>object?[]</c> for a list, or the C# object of an input object.
/// </summary>
internal static class InputCoercion
{
    /// <summary>From a variable's JSON. <paramref name="place"/> names the place in the error; lists and objects nest <paramref name="levels"/> deep at most.</summary>
    public static object? FromJson(GraphQLType type, JsonElement json, InputPlace place, int levels)
    {
        if (type is NonNullType nonNull)
            return json.ValueKind == JsonValueKind.Null ? throw new InputException($"{place} is null, but its type is {type}.") : FromJson(nonNull.Of, json, place, levels);
        if (json.ValueKind == JsonValueKind.Null) return null;
        if (type is ListType list)
        {
            if (json.ValueKind != JsonValueKind.Array) return new[] { FromJson(list.Of, json, place, levels) };
            if (levels == 0) throw TooDeep(place);
            var items = new object?[json.GetArrayLength()];
            var inside = new InputPlace(place);
            var index = 0;
            foreach (var item in json.EnumerateArray())
            {
                items[index] = FromJson(list.Of, item, inside.At(index), levels - 1);
                index++;
            }

            return items;
        }

        return type switch
        {
            ScalarType scalar => ScalarFromJson(scalar, json, place),
            EnumType enumeration => json.ValueKind == JsonValueKind.String && enumeration.Find(Decode(json, place)) is { } value
                ? value.Value
                : throw new InputException($"{place} is {JsonText.Of(json)}, which is no value of {type}.{Suggestion.For(json.ValueKind == JsonValueKind.String ? Decode(json, place) : JsonText.Of(json), enumeration.Values.Select(v => v.Name))}"),
            InputObjectType input => ObjectFromJson(input, json, place, levels),
            _ => throw new InvalidOperationException($"{type} is not an input type."),
        };
    }

    private static InputException TooDeep(InputPlace place) => new($"{place} is nested too deep: there are more lists and objects inside each other than are allowed.");

    private static object ObjectFromJson(InputObjectType type, JsonElement json, InputPlace place, int levels)
    {
        if (levels == 0) throw TooDeep(place);
        if (json.ValueKind != JsonValueKind.Object) throw new InputException($"{place} must be an object of type {type}.");
        foreach (var property in json.EnumerateObject())
        {
            var name = Decode(property, place);
            if (!type.Fields.ContainsKey(name))
                throw new InputException($"{place} has a field \"{name}\", which {type} does not define.{Suggestion.For(name, type.Fields.Keys)}");
        }

        var inside = new InputPlace(place);
        var values = new object?[type.Fields.Count];
        var given = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields.GetAt(i).Value;
            given[i] = json.TryGetProperty(field.Name, out var value);
            values[i] = given[i] ? FromJson(field.Type, value, inside.At(field.Name), levels - 1) : Missing(field, place);
        }

        return Create(type, values, given, place);
    }

    /// <summary>From a literal that was found valid; variables inside are already coerced and looked up by name.</summary>
    public static object? FromLiteral(GraphQLType type, ValueNode node, InputPlace place, Func<string, (bool Given, object? Value)>? variables)
    {
        if (node is VariableNode variable)
        {
            var (given, value) = variables is null ? (false, null) : variables(variable.Name);
            if (type.IsNonNull && (!given || value is null)) throw new InputException($"{place} got no value from ${variable.Name}, but its type is {type}.");
            return value;
        }

        if (type is NonNullType nonNull)
            return node is NullNode ? throw new InputException($"{place} is null, but its type is {type}.") : FromLiteral(nonNull.Of, node, place, variables);
        if (node is NullNode) return null;
        switch (type)
        {
            case ListType list:
                if (node is not ListNode literal) return new[] { FromLiteral(list.Of, node, place, variables) };
                var items = new object?[literal.Items.Length];
                var inside = new InputPlace(place);
                for (var i = 0; i < items.Length; i++) items[i] = FromLiteral(list.Of, literal.Items[i], inside.At(i), variables);
                return items;
            case ScalarType scalar:
                return ScalarFromLiteral(scalar, node, place, variables);
            case EnumType enumeration:
                return node is EnumNode name && enumeration.Find(name.Name) is { } found
                    ? found.Value : throw new InputException($"{place} is {JsonText.Shorten(SyntaxPrinter.Print(node))}, which is no value of {type}.");
            case InputObjectType input:
                return node is ObjectNode fields ? ObjectFromLiteral(input, fields, place, variables)
                    : throw new InputException($"{place} must be an object of type {type}.");
            default:
                throw new InvalidOperationException($"{type} is not an input type.");
        }
    }

    private static object ObjectFromLiteral(InputObjectType type, ObjectNode node, InputPlace place, Func<string, (bool Given, object? Value)>? variables)
    {
        var inside = new InputPlace(place);
        var values = new object?[type.Fields.Count];
        var given = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields.GetAt(i).Value;
            var literal = Array.Find(node.Fields, each => each.Name == field.Name)?.Value;
            // A variable without a value is a field that is not given.
            given[i] = literal is not null && (literal is not VariableNode variable || variables?.Invoke(variable.Name).Given == true);
            values[i] = given[i] ? FromLiteral(field.Type, literal!, inside.At(field.Name), variables) : Missing(field, place);
        }

        return Create(type, values, given, place);
    }

    private static object? Missing(InputValueDefinition field, InputPlace place)
    {
        if (field.IsRequired) throw new InputException($"{place}.{field.Name} is required: its type is {field.Type}.");
        return field.HasDefault ? field.Default : null;
    }

    private static object Create(InputObjectType type, object?[] values, bool[] given, InputPlace place)
    {
        if (type.IsOneOf && (given.AsSpan().Count(true) != 1 || values[Array.IndexOf(given, true)] is null))
            throw new InputException($"{place} must have exactly one field of {type}, and not null.");
        return type.Create!(values, given);
    }

    private static object ScalarFromJson(ScalarType scalar, JsonElement json, InputPlace place)
    {
        try
        {
            return scalar.FromJson(json);
        }
        catch (Exception e)
        {
            throw Refusal(e, place);
        }
    }

    private static object ScalarFromLiteral(ScalarType scalar, ValueNode node, InputPlace place, Func<string, (bool Given, object? Value)>? variables)
    {
        try
        {
            return scalar.FromLiteralWithVariables is { } parse ? parse(node, variables) : scalar.FromLiteral(node);
        }
        catch (Exception e)
        {
            throw Refusal(e, place);
        }
    }

    /// <summary>What a scalar says of a value, with its place. Another exception is that of a custom scalar's own parser; its message says what it does not like.</summary>
    private static InputException Refusal(Exception e, InputPlace place) => new(e is InputException ? $"{place} {e.Message}" : $"{place} is not valid: {e.Message}");

    private static string Decode(JsonElement text, InputPlace place)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // JSON may escape half of a surrogate pair, or not be UTF-8; a .NET string is not made of it.
            throw new InputException($"{place} is {JsonText.Of(text)}, which is not valid Unicode.");
        }
    }

    private static string Decode(JsonProperty property, InputPlace place)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new InputException($"{place} has a field whose name is not valid Unicode.");
        }
    }
}
