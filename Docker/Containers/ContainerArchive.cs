using System.Text.Json.Serialization;
using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers;

/// <summary>A file or folder of a container as a tar that is being read. Disposing it closes its connection.</summary>
public sealed class ContainerArchive : IAsyncDisposable
{
    private readonly EngineStream stream;

    internal ContainerArchive(EngineStream stream, ContainerPathStat stat)
    {
        this.stream = stream;
        Stat = stat;
        Tar = new Streams.DownloadStream(stream);
    }

    /// <summary>What was asked for.</summary>
    public ContainerPathStat Stat { get; }

    /// <summary>The tar; its entries start with the last part of the path.</summary>
    public Stream Tar { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        stream.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A file or folder of a container.</summary>
public sealed record ContainerPathStat
{
    /// <summary>The last part of its path.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>In bytes.</summary>
    [JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>Go's file mode: permission bits below, and kinds from the top bit on.</summary>
    [JsonPropertyName("mode")]
    public uint Mode { get; init; }

    /// <summary>When it was changed.</summary>
    [JsonPropertyName("mtime"), JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Where it points, when it is a link.</summary>
    [JsonPropertyName("linkTarget")]
    public string LinkTarget { get; init; } = "";

    /// <summary>Whether it is a folder.</summary>
    [JsonIgnore]
    public bool IsDirectory => (Mode & 0x8000_0000) != 0;
}
