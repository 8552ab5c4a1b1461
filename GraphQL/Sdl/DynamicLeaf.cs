using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>
/// Result coercion of values that may be anything: https://spec.graphql.org/September2025/#sec-Scalars.Result-Coercion-and-Serialization. What the
/// specification leaves to the service is as graphql-js has it, so that the same data give the same answer: booleans are numbers and numbers
/// booleans, text that reads as a number is one, numbers and booleans have a text.
/// </summary>
internal static class DynamicLeaf
{
    public static Action<Utf8Output, object?> Writer(ScalarType scalar) => scalar.Name switch
    {
        _ when !BuiltInScalars.Specified.Contains(scalar) => WriteAny,
        "Int" => WriteInt,
        "Float" => WriteFloat,
        "Boolean" => WriteBoolean,
        "ID" => WriteId,
        _ => WriteString,
    };

    public static Action<Utf8Output, object?> Writer(EnumType type) => (output, value) =>
    {
        if (Text(value) is not { } name || type.Find(name) is not { } found) throw Wrong($"{Kind(value)} is no value of the enum {type}");
        output.Raw(found.NameJson);
    };

    private static void WriteInt(Utf8Output output, object? value)
    {
        var number = Number(value) ?? throw Wrong($"{Kind(value)} is no Int");
        if (double.Floor(number) != number) throw Wrong("A number with a fraction is no Int");
        if (number is < int.MinValue or > int.MaxValue) throw Wrong("A number that does not fit in 32 bits is no Int");
        output.Number((int)number);
    }

    private static void WriteFloat(Utf8Output output, object? value) => output.Number(Number(value) ?? throw Wrong($"{Kind(value)} is no Float"));

    private static void WriteBoolean(Utf8Output output, object? value)
    {
        switch (value)
        {
            case bool known: output.Boolean(known); break;
            case JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json: output.Boolean(json.ValueKind == JsonValueKind.True); break;
            case not string and not JsonElement { ValueKind: JsonValueKind.String } when Number(value) is { } number: output.Boolean(number != 0); break;
            default: throw Wrong($"{Kind(value)} is no Boolean");
        }
    }

    private static void WriteString(Utf8Output output, object? value)
    {
        if (WriteText(output, value)) return;
        if (value is bool or JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False }) output.String(IsTrue(value) ? "true" : "false");
        else output.String(Digits(value) ?? NumberText.Of(Number(value) ?? throw Wrong($"{Kind(value)} is no String")));
    }

    private static void WriteId(Utf8Output output, object? value)
    {
        if (WriteText(output, value)) return;
        if (Digits(value) is { } digits) output.String(digits);
        else if (value is not bool and not JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } && Number(value) is { } number && double.Floor(number) == number)
            output.String(NumberText.Of(number));
        else throw Wrong($"{Kind(value)} is no ID");
    }

    private static void WriteAny(Utf8Output output, object? value)
    {
        if (value is JsonElement json) WriteRaw(output, json);
        else output.Raw(JsonSerializer.SerializeToUtf8Bytes(value));
    }

    /// <summary>Text as it is: of JSON the very bytes, which may escape what C# text cannot hold.</summary>
    private static bool WriteText(Utf8Output output, object? value)
    {
        if (value is JsonElement { ValueKind: JsonValueKind.String } json) WriteRaw(output, json);
        else if (value is string text) output.String(text);
        else return false;
        return true;
    }

    /// <summary>A whole number to its last digit, of which a double may lose some; null for other values.</summary>
    private static string? Digits(object? value) => value switch
    {
        long or ulong or int => Convert.ToString(value, CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.Number } json when !JsonMarshal.GetRawUtf8Value(json).ContainsAny(".eE"u8) => json.GetRawText(),
        _ => null,
    };

    /// <summary>JSON as it was read. .NET reads JSON that is not UTF-8 too; what is not becomes U+FFFD.</summary>
    private static void WriteRaw(Utf8Output output, JsonElement json)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(json);
        if (Utf8.IsValid(bytes)) output.Raw(bytes);
        else output.Raw(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)));
    }

    /// <summary>The value as a finite number; null when it is none.</summary>
    private static double? Number(object? value)
    {
        double? number = value switch
        {
            JsonElement { ValueKind: JsonValueKind.Number } json => json.TryGetDouble(out var read) ? read : null,
            JsonElement { ValueKind: JsonValueKind.String } => NumberText.Read(Text(value)),
            JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } or bool => IsTrue(value) ? 1 : 0,
            string text => NumberText.Read(text),
            int or long or short or byte or uint or ulong or ushort or sbyte or double or float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => null,
        };
        return number is { } found && double.IsFinite(found) ? number : null;
    }

    private static bool IsTrue(object? value) => value is true or JsonElement { ValueKind: JsonValueKind.True };

    /// <summary>The value as text; null when it is none.</summary>
    public static string? Text(object? value)
    {
        if (value is not JsonElement { ValueKind: JsonValueKind.String } json) return value as string ?? (value as Enum)?.ToString();
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: the text of nothing that we look for.
            return "\uFFFD";
        }
    }

    /// <summary>What was found, without saying it: data may be nobody's business.</summary>
    private static string Kind(object? value) => value switch
    {
        string or JsonElement { ValueKind: JsonValueKind.String } => "This text",
        bool or JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } => "A boolean",
        JsonElement { ValueKind: JsonValueKind.Number } => "This number",
        JsonElement { ValueKind: JsonValueKind.Array } => "A list",
        JsonElement or IReadOnlyDictionary<string, object?> => "An object",
        _ => $"A value of {value?.GetType().Name}",
    };

    private static GraphQLException Wrong(string what) => new($"{what}: the service has the wrong data for this field.", GraphQLErrorCodes.Internal);
}
