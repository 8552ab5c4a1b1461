using System.Buffers;
using System.Text.Json;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>A literal of the document as JSON, for the JSON scalar.</summary>
internal static class LiteralJson
{
    public static object ToElement(ValueNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, node);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, ValueNode node)
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
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case ObjectNode literal:
                writer.WriteStartObject();
                foreach (var field in literal.Fields)
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            default: throw new InputException("has a variable inside a JSON literal; pass the whole value as one variable.");
        }
    }
}
