namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>A size that most containers fit in; form.js says the same.</summary>
/// <param name="Key">In the form.</param>
/// <param name="Word">As it is shown.</param>
/// <param name="Cpu">Cores.</param>
/// <param name="Megabytes">Of memory.</param>
public sealed record SizePreset(string Key, string Word, double Cpu, int Megabytes)
{
    /// <summary>The smallest first.</summary>
    public static readonly IReadOnlyList<SizePreset> All =
        [new("light", "Light", 0.5, 512), new("medium", "Medium", 1, 1024), new("heavy", "Heavy", 2, 2048), new("ml", "ML", 4, 8192)];

    /// <summary>What it gives, in words.</summary>
    public string Size => $"{Cpu:0.##} {(Cpu > 1 ? "cores" : "core")}, {Parts.Quantities.Bytes((double)Megabytes * (1 << 20))}";

    /// <summary>Whether these are exactly its resources.</summary>
    public bool Fits(ResourceFacts resources) => Math.Abs(resources.Cpu - Cpu) < 0.0005 && resources.MemoryBytes == (long)Megabytes << 20;
}
