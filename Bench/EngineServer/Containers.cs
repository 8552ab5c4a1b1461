using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.EngineServer;

/// <summary>A published port.</summary>
[ObjectType]
public sealed record Port(int Host, int Container);

/// <summary>A variable of the environment.</summary>
[ObjectType]
public sealed record EnvVar(string Name, string Value);

/// <summary>What a container was made from.</summary>
[ObjectType]
public sealed record Template([property: ID] string Id, string Name);

/// <summary>A container of the benchmark.</summary>
[ObjectType]
public sealed class Container
{
    /// <summary>Its id.</summary>
    [ID]
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public required string Image { get; init; }

    /// <summary>running or exited.</summary>
    public required string Status { get; set; }

    /// <summary>When it was made.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>Three of them.</summary>
    public required IReadOnlyList<Port> Ports { get; init; }

    /// <summary>Five of them.</summary>
    public required IReadOnlyList<EnvVar> Env { get; init; }

    /// <summary>Load in percent.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>Memory in bytes.</summary>
    public required double MemoryBytes { get; init; }

    /// <summary>Which of the templates.</summary>
    [Ignore]
    public required int TemplateIndex { get; init; }

    /// <summary>Its template, by a resolver that may have to wait.</summary>
    public Task<Template> Template(Fleet fleet) => fleet.TemplateOf(this);
}
