using System.Text;
using System.Text.Json;

namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>The answers to the workloads, serialised once. The data is that of every server; the comparison checks that Q3's answer is the same for all.</summary>
public sealed class Answers
{
    private const int IdLength = 12;

    private readonly byte[] ping = """{"data":{"ping":"pong"}}"""u8.ToArray();
    private readonly byte[] introspection = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "introspection.json"));
    private readonly byte[] list;
    private readonly byte[] errors;
    private readonly Dictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> byId;

    /// <summary>Makes them.</summary>
    public Answers()
    {
        list = JsonSerializer.SerializeToUtf8Bytes(new { data = new { containers = Enumerable.Range(0, 50).Select(Full) } });
        errors = JsonSerializer.SerializeToUtf8Bytes(new
        {
            errors = new[]
            {
                new { message = "Cannot query field \"nope\" on type \"Container\".", locations = new[] { new { line = 1, column = 30 } } },
                new { message = "Cannot query field \"missing\" on type \"Query\".", locations = new[] { new { line = 1, column = 37 } } },
            },
        });
        byId = Enumerable.Range(0, 1000)
            .ToDictionary(Id, i => JsonSerializer.SerializeToUtf8Bytes(new { data = new { container = Short(i) } }))
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The answer to a body: the least look at it that tells the workloads apart.</summary>
    public byte[] Pick(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("\"id\":\""u8) is var start and >= 0)
        {
            Span<char> id = stackalloc char[IdLength];
            Encoding.ASCII.GetChars(body.Slice(start + 6, IdLength), id);
            return byId.TryGetValue(id, out var one) ? one : ping;
        }

        if (body.IndexOf("ping"u8) >= 0) return ping;
        if (body.IndexOf("nope"u8) >= 0) return errors;
        return body.IndexOf("__schema"u8) >= 0 ? introspection : list;
    }

    private static string Id(int i) => ((uint)i * 2654435761u).ToString("x8") + i.ToString("x4");

    /// <summary>A container as Q3 asks for it.</summary>
    private static object Full(int i) => new
    {
        id = Id(i),
        name = Name(i),
        image = Image(i),
        status = Status(i),
        createdAt = $"2026-01-{i % 28 + 1:00}T00:00:00Z",
        ports = Enumerable.Range(0, 3).Select(j => new { host = Port(i, j), container = 80 + j }),
        env = Enumerable.Range(0, 5).Select(j => new { name = $"VAR_{j}", value = $"value-{i}-{j}" }),
        cpuPercent = Load(i),
        memoryBytes = Memory(i),
        template = new { id = $"t{i % 20}", name = $"template-{i % 20}" },
    };

    /// <summary>A container as Q2 and Q6 ask for it.</summary>
    private static object Short(int i) => new
    {
        id = Id(i),
        name = Name(i),
        image = Image(i),
        status = Status(i),
        cpuPercent = Load(i),
        memoryBytes = Memory(i),
        ports = Enumerable.Range(0, 3).Select(j => new { host = Port(i, j) }),
        template = new { name = $"template-{i % 20}" },
    };

    private static string Name(int i) => $"svc-{i % 50}-{i}";

    private static string Image(int i) => $"registry.local/team/app-{i % 20}:1.{i % 10}.0";

    private static string Status(int i) => i % 5 == 0 ? "exited" : "running";

    private static int Port(int i, int j) => 8000 + i * 3 + j;

    private static double Load(int i) => i % 100 * 1.25 + 0.5;

    private static double Memory(int i) => (double)i * 1048576 + 4096;
}
