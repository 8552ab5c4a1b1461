using System.Text.Json;
using GraphPlatform.Docker.Http;

namespace GraphPlatform.Docker.Images;

/// <summary>How an image is built from a context.</summary>
public sealed record BuildOptions
{
    /// <summary>Names for the image, <c>repository:tag</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The Dockerfile's path inside the context.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Values of ARG.</summary>
    public IReadOnlyDictionary<string, string>? BuildArgs { get; init; }

    /// <summary>Labels of the image.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The stage to build; null is the last.</summary>
    public string? Target { get; init; }

    /// <summary>Whether to run every step anew.</summary>
    public bool NoCache { get; init; }

    /// <summary>Whether to ask the registry for newer base images.</summary>
    public bool Pull { get; init; }

    /// <summary>The network of RUN steps: none, bridge, host, or a name.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Memory limit of a step in bytes (classic builder).</summary>
    public long? Memory { get; init; }

    /// <summary>Memory and swap of a step in bytes (classic builder).</summary>
    public long? MemorySwap { get; init; }

    /// <summary>CPU time in microseconds that a step gets in each period (classic builder).</summary>
    public long? CpuQuota { get; init; }

    /// <summary>The period in microseconds; 100,000 by default.</summary>
    public long? CpuPeriod { get; init; }

    /// <summary>CPU weight of a step (classic builder).</summary>
    public long? CpuShares { get; init; }

    /// <summary>The CPUs that a step may use.</summary>
    public string? CpusetCpus { get; init; }

    /// <summary>Size of a step's /dev/shm in bytes.</summary>
    public long? ShmSize { get; init; }

    /// <summary>For example linux/amd64.</summary>
    public string? Platform { get; init; }

    /// <summary>Lines for /etc/hosts as <c>name:address</c>.</summary>
    public IReadOnlyList<string>? ExtraHosts { get; init; }

    /// <summary>Images whose layers may be reused.</summary>
    public IReadOnlyList<string>? CacheFrom { get; init; }

    /// <summary>Credentials for base images, by registry host.</summary>
    public IReadOnlyDictionary<string, RegistryAuth>? RegistryAuths { get; init; }

    /// <summary>A name of the caller's for this build: with it BuildKit builds, progress comes in <see cref="BuildMessage.Trace"/>, and
    /// <see cref="ImageApi.CancelBuildAsync"/> ends it. Null is the classic builder, which a dropped connection ends.</summary>
    public string? BuildKitId { get; init; }

    internal Query ToQuery() => new Query()
        .Add("t", Tags).Add("dockerfile", Dockerfile).Add("target", Target).Add("nocache", NoCache).Add("pull", Pull)
        .Add("rm", true).Add("forcerm", true)
        .Add("buildargs", Map(BuildArgs)).Add("labels", Map(Labels)).Add("networkmode", NetworkMode)
        .Add("memory", Memory).Add("memswap", MemorySwap).Add("cpuquota", CpuQuota).Add("cpuperiod", CpuPeriod).Add("cpushares", CpuShares)
        .Add("cpusetcpus", CpusetCpus).Add("shmsize", ShmSize).Add("platform", Platform)
        .Add("extrahosts", ExtraHosts)
        .Add("cachefrom", CacheFrom is null ? null : JsonSerializer.Serialize(CacheFrom, DockerJson.Default.IReadOnlyListString))
        .Add("version", BuildKitId is null ? null : "2").Add("buildid", BuildKitId);

    internal (string, string)? ToHeader() => RegistryAuths is null
        ? null
        : ("X-Registry-Config", RegistryAuth.Encode(JsonSerializer.SerializeToUtf8Bytes(
            RegistryAuths, DockerJson.Default.IReadOnlyDictionaryStringRegistryAuth)));

    private static string? Map(IReadOnlyDictionary<string, string>? map) =>
        map is null ? null : JsonSerializer.Serialize(map, DockerJson.Default.IReadOnlyDictionaryStringString);
}
