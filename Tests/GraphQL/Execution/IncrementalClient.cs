using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphPlatform.GraphQL.Tests.Execution;

/// <summary>Puts payloads together as a client does, and minds that each says what it must: nothing for what was not announced, nothing after its completion.</summary>
internal sealed class IncrementalClient
{
    private readonly Dictionary<string, JsonArray> pending = [];
    private JsonObject? response;

    public bool IsComplete { get; private set; }
    public string Json => response!.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Take(string payload)
    {
        Assert.False(IsComplete);
        var json = JsonNode.Parse(payload)!.AsObject();
        if (response is null) response = new JsonObject { ["data"] = json["data"]!.DeepClone() };
        foreach (var each in json["pending"]?.AsArray() ?? []) Assert.True(pending.TryAdd((string)each!["id"]!, each["path"]!.AsArray()));
        foreach (var each in json["incremental"]?.AsArray() ?? [])
        {
            var target = Find(pending[(string)each!["id"]!]);
            if (each["items"] is { } items)
                foreach (var item in items.AsArray()) target.AsArray().Add(item?.DeepClone());
            foreach (var (name, value) in each["data"]?.AsObject() ?? [])
            {
                Assert.False(target.AsObject().ContainsKey(name));
                target[name] = value?.DeepClone();
            }
        }

        foreach (var each in json["completed"]?.AsArray() ?? []) Assert.True(pending.Remove((string)each!["id"]!));
        IsComplete = !((bool?)json["hasNext"] ?? false);
        if (IsComplete) Assert.Empty(pending);
    }

    private JsonNode Find(JsonArray path)
    {
        var node = response!["data"]!;
        foreach (var step in path) node = step!.GetValueKind() == JsonValueKind.Number ? node[(int)step]! : node[(string)step!]!;
        return node;
    }
}
