namespace GraphPlatform.Bench.EngineServer;

/// <summary>The data that every server of the comparison has: 1,000 containers and 20 templates.</summary>
public sealed class Fleet
{
    private static readonly bool Yields = Environment.GetEnvironmentVariable("TEMPLATE_YIELD") == "1";

    private readonly Template[] templates = [.. Enumerable.Range(0, 20).Select(i => new Template($"t{i}", $"template-{i}"))];
    private readonly Dictionary<string, Container> byId;

    /// <summary>Makes the data.</summary>
    public Fleet()
    {
        All = [.. Enumerable.Range(0, 1000).Select(i => new Container
        {
            Id = ((uint)i * 2654435761u).ToString("x8") + i.ToString("x4"),
            Name = $"svc-{i % 50}-{i}",
            Image = $"registry.local/team/app-{i % 20}:1.{i % 10}.0",
            Status = i % 5 == 0 ? "exited" : "running",
            CreatedAt = $"2026-01-{i % 28 + 1:00}T00:00:00Z",
            Ports = [.. Enumerable.Range(0, 3).Select(j => new Port(8000 + i * 3 + j, 80 + j))],
            Env = [.. Enumerable.Range(0, 5).Select(j => new EnvVar($"VAR_{j}", $"value-{i}-{j}"))],
            CpuPercent = i % 100 * 1.25 + 0.5,
            MemoryBytes = (double)i * 1048576 + 4096,
            TemplateIndex = i % 20,
        })];
        byId = All.ToDictionary(container => container.Id);
    }

    /// <summary>All containers.</summary>
    public Container[] All { get; }

    /// <summary>One container; null when there is none.</summary>
    public Container? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The first containers, of a status where one is given.</summary>
    public IEnumerable<Container> List(int first, string? status) =>
        (status is null ? All : All.Where(container => container.Status == status)).Take(first);

    /// <summary>A container's template. With TEMPLATE_YIELD=1 the answer really comes later.</summary>
    public async Task<Template> TemplateOf(Container container)
    {
        if (Yields) await Task.Yield();
        return templates[container.TemplateIndex];
    }
}
