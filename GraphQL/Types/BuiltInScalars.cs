using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>The specification's five scalars (https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars) and the engine's own four.</summary>
internal static class BuiltInScalars
{
    public static readonly ScalarType Int = new("Int")
    {
        DescriptionSource = () => "A signed 32-bit integer.",
        FromJson = json => json.ValueKind == JsonValueKind.Number && Whole(json, out var value) ? Int32(value) : throw Cannot("Int", json),
        FromLiteral = node => node is IntNode number
            ? Int32(long.TryParse(number.Text, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue) : throw Cannot("Int", node),
        ToLiteral = value => new IntNode(0, ((int)value).ToString(CultureInfo.InvariantCulture)),
    };

    public static readonly ScalarType Long = new("Long")
    {
        DescriptionSource = () => "A signed 64-bit integer, written as a JSON number.",
        FromJson = json => json.ValueKind == JsonValueKind.Number && Whole(json, out var value) ? value : throw Cannot("Long", json),
        FromLiteral = node => node is IntNode number && long.TryParse(number.Text, CultureInfo.InvariantCulture, out var value)
            ? value : throw Cannot("Long", node),
        ToLiteral = value => new IntNode(0, ((long)value).ToString(CultureInfo.InvariantCulture)),
    };

    public static readonly ScalarType Float = new("Float")
    {
        DescriptionSource = () => "A double-precision number (IEEE 754).",
        FromJson = json => json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var value) ? Finite(value) : throw Cannot("Float", json),
        FromLiteral = node => node switch
        {
            IntNode number => Finite(double.Parse(number.Text, CultureInfo.InvariantCulture)),
            FloatNode number => Finite(double.Parse(number.Text, CultureInfo.InvariantCulture)),
            _ => throw Cannot("Float", node),
        },
        ToLiteral = value => new FloatNode(0, ((double)value).ToString(CultureInfo.InvariantCulture)),
    };

    public static readonly ScalarType Boolean = new("Boolean")
    {
        DescriptionSource = () => "true or false.",
        FromJson = json => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : throw Cannot("Boolean", json),
        FromLiteral = node => node is BooleanNode literal ? literal.Value : throw Cannot("Boolean", node),
        ToLiteral = value => new BooleanNode(0, (bool)value),
    };

    public static readonly ScalarType String = Text("String", "Text: a sequence of Unicode characters.", text => text, value => (string)value);

    public static readonly ScalarType Id = new("ID")
    {
        DescriptionSource = () => "An identifier: opaque text. Integers are accepted as input.",
        FromJson = json => json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            // Digits as they are, however many: only a fraction or an exponent makes a number no integer.
            JsonValueKind.Number when !JsonMarshal.GetRawUtf8Value(json).ContainsAny(".eE"u8) => json.GetRawText(),
            _ => throw Cannot("ID", json),
        },
        FromLiteral = node => node switch
        {
            StringNode literal => literal.Value,
            IntNode number => number.Text,
            _ => throw Cannot("ID", node),
        },
        ToLiteral = value => new StringNode(0, (string)value, false),
    };

    public static readonly ScalarType DateTime = Text("DateTime", "An instant: RFC 3339, such as 2026-01-31T09:30:00.250Z. Answers are UTC.",
        text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) && text.Contains('T', StringComparison.OrdinalIgnoreCase)
            ? value.ToUniversalTime() : throw new InputException("is not an RFC 3339 date and time."),
        value => DateTimeText.Format((DateTimeOffset)value), "https://www.rfc-editor.org/rfc/rfc3339");

    public static readonly ScalarType Duration = Text("Duration", "A length of time: ISO 8601, such as PT1H30M.",
        text =>
        {
            try
            {
                return XmlConvert.ToTimeSpan(text);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new InputException("is not an ISO 8601 duration.");
            }
        },
        value => XmlConvert.ToString((TimeSpan)value), "https://www.iso.org/iso-8601-date-and-time-format.html");

    public static readonly ScalarType Json = new("JSON")
    {
        DescriptionSource = () => "Any JSON value.",
        FromJson = json => json.Clone(),
        FromLiteral = node => LiteralJson.ToElement(node),
        FromLiteralWithVariables = LiteralJson.ToElement,
        ToLiteral = value => new StringNode(0, ((JsonElement)value).GetRawText(), false),
    };

    public static readonly ScalarType[] Specified = [Int, Float, String, Boolean, Id];

    /// <summary>A scalar whose JSON and literals are strings.</summary>
    public static ScalarType Text(string name, string? description, Func<string, object> parse, Func<object, string> write, string? specifiedBy = null) =>
        new(name)
        {
            SpecifiedBy = specifiedBy,
            DescriptionSource = () => description,
            FromJson = json => json.ValueKind == JsonValueKind.String ? parse(json.GetString()!) : throw Cannot(name, json),
            FromLiteral = node => node is StringNode literal ? parse(literal.Value) : throw Cannot(name, node),
            ToLiteral = value => new StringNode(0, write(value), false),
        };

    private static int Int32(long value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new InputException("does not fit in 32 bits.");

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new InputException("does not fit in a Float.");

    /// <summary>1.0 and 1e3 are whole numbers in JSON.</summary>
    private static bool Whole(JsonElement json, out long value)
    {
        if (json.TryGetInt64(out value)) return true;
        if (!json.TryGetDouble(out var number) || Math.Floor(number) != number || Math.Abs(number) > 1L << 53) return false;
        value = (long)number;
        return true;
    }

    public static InputException Cannot(string type, JsonElement json) => new($"is {JsonText.Of(json)}, which is no {type}.");

    public static InputException Cannot(string type, ValueNode node) => new($"is {JsonText.Shorten(SyntaxPrinter.Print(node))}, which is no {type}.");
}
