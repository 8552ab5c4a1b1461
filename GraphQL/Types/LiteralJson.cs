using System.Buffers;
using System.Globalization;
using System.Text.Json;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>A literal of the document as JSON, for the JSON scalar.</summary>
internal static class LiteralJson
{
    private static readonly JsonWriterOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Variables inside become their values; without any they have none, as while a document is validated.</summary>
    public static object ToElement(ValueNode node, Func<string, (bool Given, object? Value)>? variables = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, node, variables);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, ValueNode node, Func<string, (bool Given, object? Value)>? variables)
    {
        switch (node)
        {
            case IntNode number: writer.WriteRawValue(number.Text); break;
            case FloatNode number: writer.WriteRawValue(number.Text); break;
            case StringNode text: writer.WriteStringValue(text.Value); break;
            case EnumNode text: writer.WriteStringValue(text.Name); break;
            case BooleanNode literal: writer.WriteBooleanValue(literal.Value); break;
            case NullNode: writer.WriteNullValue(); break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item, variables);
                writer.WriteEndArray();
                break;
            case ObjectNode literal:
                writer.WriteStartObject();
                foreach (var field in literal.Fields)
                {
                    if (field.Value is VariableNode absent && variables?.Invoke(absent.Name).Given != true) continue;
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value, variables);
                }

                writer.WriteEndObject();
                break;
            case VariableNode variable: Write(writer, variables?.Invoke(variable.Name).Value); break;
            default: throw new InvalidOperationException(node.GetType().Name);
        }
    }

    /// <summary>The value of a variable inside: JSON's own kinds of values have JSON.</summary>
    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool literal: writer.WriteBooleanValue(literal); break;
            case int or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double number: writer.WriteNumberValue(number); break;
            case JsonElement json: json.WriteTo(writer); break;
            case object?[] list:
                writer.WriteStartArray();
                foreach (var item in list) Write(writer, item);
                writer.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, object?> fields:
                writer.WriteStartObject();
                foreach (var (name, field) in fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, field);
                }

                writer.WriteEndObject();
                break;
            default: throw new InputException("has a variable inside whose value has no JSON; pass the whole value as one variable.");
        }
    }
}
