namespace GraphPlatform.Docker.Containers;

/// <summary>A container that was made.</summary>
public sealed record ContainerCreated
{
    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the engine could not do as asked, for example swap limits that the kernel lacks.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
