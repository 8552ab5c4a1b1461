using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphPlatform.Docker.Containers.Config;

namespace GraphPlatform.Docker.Json;

/// <summary>Docker writes <c>{"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}</c>. Here it is a list of bindings; unpublished ports are not in it.</summary>
internal sealed class PortBindingsConverter : JsonConverter<IReadOnlyList<PortBinding>>
{
    public override IReadOnlyList<PortBinding> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var bindings = new List<PortBinding>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var port = reader.GetString()!.Split('/');
            var number = int.Parse(port[0], CultureInfo.InvariantCulture);
            var protocol = port.Length > 1 ? port[1] : "tcp";
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray) continue;
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                bindings.Add(ReadBinding(ref reader, new(number) { Protocol = protocol }));
        }

        return bindings;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<PortBinding> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var port in value.GroupBy(binding => $"{binding.ContainerPort}/{binding.Protocol}"))
        {
            writer.WriteStartArray(port.Key);
            foreach (var binding in port)
            {
                writer.WriteStartObject();
                writer.WriteString("HostIp", binding.HostIp ?? "");
                writer.WriteString("HostPort", binding.HostPort?.ToString(CultureInfo.InvariantCulture) ?? "");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static PortBinding ReadBinding(ref Utf8JsonReader reader, PortBinding binding)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPort = reader.ValueTextEquals("HostPort"u8);
            var isAddress = reader.ValueTextEquals("HostIp"u8);
            reader.Read();
            if (isAddress && reader.GetString() is { Length: > 0 } address) binding = binding with { HostIp = address };
            else if (isPort && int.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var port)) binding = binding with { HostPort = port };
            else reader.Skip();
        }

        return binding;
    }
}
