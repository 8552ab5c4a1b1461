using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Platform.Scaling;

/// <summary>What instances usually need, from small to large.</summary>
public enum ContainerSize
{
    /// <summary>Half a core, 512 MiB.</summary>
    Light,

    /// <summary>One core, 1 GiB.</summary>
    Medium,

    /// <summary>Two cores, 2 GiB.</summary>
    Heavy,

    /// <summary>Four cores, 8 GiB.</summary>
    Ml,
}

/// <summary>What the sizes mean.</summary>
public static class ContainerSizes
{
    private static readonly (ContainerSize Size, int CpuMillis, long MemoryBytes)[] All =
    [
        (ContainerSize.Light, 500, 512L << 20),
        (ContainerSize.Medium, 1000, 1L << 30),
        (ContainerSize.Heavy, 2000, 2L << 30),
        (ContainerSize.Ml, 4000, 8L << 30),
    ];

    /// <summary>CPU in thousandths of a core, and memory in bytes.</summary>
    public static (int CpuMillis, long MemoryBytes) Of(ContainerSize size) => (All[(int)size].CpuMillis, All[(int)size].MemoryBytes);

    /// <summary>The size that these are; null when they are none.</summary>
    public static ContainerSize? Named(Resources resources)
    {
        foreach (var (size, cpu, memory) in All)
            if (cpu == resources.CpuMillis && memory == resources.MemoryBytes) return size;
        return null;
    }

    /// <summary>The next size with more CPU; null above the largest.</summary>
    public static ContainerSize? Above(Resources resources) => All.Where(s => s.CpuMillis > resources.CpuMillis).Select(s => (ContainerSize?)s.Size).FirstOrDefault();

    /// <summary>The next size with less CPU; null below the smallest.</summary>
    public static ContainerSize? Below(Resources resources) => All.Where(s => s.CpuMillis < resources.CpuMillis).Select(s => (ContainerSize?)s.Size).LastOrDefault();
}
