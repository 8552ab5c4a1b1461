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
            ScalarType scalar => Leaf(place, () => scalar.FromJson(json)),
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
        return Build(type, place, field => json.TryGetProperty(field.Name, out var value)
            ? (true, FromJson(field.Type, value, inside.At(field.Name), levels - 1)) : (false, null));
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
                return Leaf(place, () => scalar.FromLiteralWithVariables is { } parse ? parse(node, variables) : scalar.FromLiteral(node));
            case EnumType enumeration:
                return node is EnumNode name && enumeration.Find(name.Name) is { } found
                    ? found.Value : throw new InputException($"{place} is {SyntaxPrinter.Print(node)}, which is no value of {type}.");
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
        return Build(type, place, field =>
        {
            foreach (var given in node.Fields)
            {
                if (given.Name != field.Name) continue;
                if (given.Value is VariableNode variable && (variables is null || !variables(variable.Name).Given)) break;
                return (true, FromLiteral(field.Type, given.Value, inside.At(field.Name), variables));
            }

            return (false, null);
        });
    }

    private static object Build(InputObjectType type, InputPlace place, Func<InputValueDefinition, (bool, object?)> read)
    {
        var values = new object?[type.Fields.Count];
        var given = new bool[values.Length];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields.GetAt(i).Value;
            (given[i], values[i]) = read(field);
            if (given[i]) count++;
            else if (field.HasDefault) values[i] = field.Default;
            else if (field.Type.IsNonNull) throw new InputException($"{place}.{field.Name} is required: its type is {field.Type}.");
        }

        if (type.IsOneOf && (count != 1 || values[Array.IndexOf(given, true)] is null))
            throw new InputException($"{place} must have exactly one field of {type}, and not null.");
        return type.Create!(values, given);
    }

    private static object Leaf(InputPlace place, Func<object> parse)
    {
        try
        {
            return parse();
        }
        catch (InputException e)
        {
            throw new InputException($"{place} {e.Message}");
        }
        catch (Exception e)
        {
            // A custom scalar's own parser refused the value; its message says why.
            throw new InputException($"{place} is not valid: {e.Message}");
        }
    }

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
