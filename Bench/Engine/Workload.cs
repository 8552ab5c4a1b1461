using System.Text;
using System.Text.Json;

namespace GraphPlatform.Bench.Engine;

/// <summary>A document of Bench/Peers/workloads.json: the same that the servers are asked.</summary>
/// <param name="Name">Q1 and so on.</param>
/// <param name="Document">Its text.</param>
/// <param name="Utf8">The same as bytes.</param>
public sealed record Workload(string Name, string Document, byte[] Utf8)
{
    private static readonly Dictionary<string, Workload> All = Read();

    /// <summary>One of them.</summary>
    public static Workload Of(string name) => All[name];

    /// <summary>As benchmarks name it.</summary>
    public override string ToString() => Name;

    private static Dictionary<string, Workload> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "workloads.json")));
        return file.RootElement.EnumerateObject().Select(entry => Read(entry.Name, entry.Value)).ToDictionary(workload => workload.Name);
    }

    private static Workload Read(string name, JsonElement entry)
    {
        var document = entry.TryGetProperty("file", out var path)
            ? File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path.GetString()!))
            : entry.GetProperty("query").GetString()!;
        return new Workload(name, document, Encoding.UTF8.GetBytes(document));
    }
}
