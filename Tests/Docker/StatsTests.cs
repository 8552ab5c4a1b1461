using System.Text;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Tests.Docker.Fakes;

namespace GraphPlatform.Tests.Docker;

public sealed class StatsTests
{
    private const string V1 = """
        {"read":"2026-01-02T03:04:05.5Z","preread":"0001-01-01T00:00:00Z","pids_stats":{"current":3,"limit":18446744073709551615},
        "blkio_stats":{"io_service_bytes_recursive":[{"major":8,"minor":0,"op":"Read","value":10},{"op":"Write","value":20},{"op":"Total","value":30}],"io_serviced_recursive":[]},
        "cpu_stats":{"cpu_usage":{"total_usage":1000,"percpu_usage":[400,600],"usage_in_usermode":1},"system_cpu_usage":9000,"online_cpus":2,"throttling_data":{"periods":1,"throttled_time":77}},
        "precpu_stats":{"cpu_usage":{"total_usage":5},"throttling_data":{"throttled_time":0}},
        "memory_stats":{"usage":1000,"max_usage":2000,"stats":{"cache":500,"inactive_file":111,"total_inactive_file":300},"limit":4096},
        "name":"/x","networks":{"eth0":{"rx_bytes":1,"rx_packets":9,"tx_bytes":2},"eth1":{"rx_bytes":10,"tx_bytes":20}}}
        """;

    private const string V2 = """
        {"read":"2026-01-02T03:04:06.5Z","networks":{"eth0":{"rx_bytes":5,"tx_bytes":6}},
        "memory_stats":{"usage":1000,"stats":{"anon":1,"file":500,"inactive_file":400},"limit":4096},
        "cpu_stats":{"cpu_usage":{"total_usage":500001000,"usage_in_usermode":1},"system_cpu_usage":9000,"online_cpus":4,"throttling_data":{"throttled_time":0}},
        "blkio_stats":{"io_service_bytes_recursive":[{"op":"read","value":7},{"op":"write","value":8}]},"pids_stats":{"current":1}}
        """;

    private const string Stopped = """
        {"read":"0001-01-01T00:00:00Z","pids_stats":{},"blkio_stats":{"io_service_bytes_recursive":null},"networks":null,
        "cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{}}
        """;

    [Fact]
    public async Task Both_cgroup_versions_are_read()
    {
        var samples = await ReadAsync(V1, V2, Stopped);
        Assert.Equal(new ContainerStatsSample
        {
            ReadAt = new(2026, 1, 2, 3, 4, 5, 500, TimeSpan.Zero), CpuNanoseconds = 1000, SystemCpuNanoseconds = 9000, OnlineCpus = 2,
            ThrottledNanoseconds = 77, MemoryBytes = 700, MemoryWithCacheBytes = 1000, MemoryLimitBytes = 4096,
            NetworkReceivedBytes = 11, NetworkSentBytes = 22, BlockReadBytes = 10, BlockWrittenBytes = 20, Pids = 3,
        }, samples[0]);
        Assert.Equal((600L, 5L, 6L, 7L, 8L, 1L, 4), (samples[1].MemoryBytes, samples[1].NetworkReceivedBytes, samples[1].NetworkSentBytes,
            samples[1].BlockReadBytes, samples[1].BlockWrittenBytes, samples[1].Pids, samples[1].OnlineCpus));
        Assert.Equal(0.5, samples[1].CpusUsedSince(samples[0]));
        Assert.Equal(default, samples[2]);
        Assert.Null(samples[2].CpusUsedSince(samples[1]));
    }

    [Fact]
    public async Task A_sample_that_is_no_json_is_a_protocol_error() =>
        Assert.Equal(DockerErrorKind.Protocol, (await Assert.ThrowsAsync<DockerException>(() => ReadAsync("{\"read\":"))).Kind);

    [Fact]
    public async Task A_stream_cut_inside_a_sample_is_an_error()
    {
        await using var client = new DockerClient(FakeHandler.Bytes("{\"read\":\"2026"u8.ToArray()));
        var e = await Assert.ThrowsAsync<DockerException>(async () => await client.Containers.StatsAsync("c").GetAsyncEnumerator().MoveNextAsync());
        Assert.Equal(DockerErrorKind.StreamBroken, e.Kind);
    }

    private static async Task<List<ContainerStatsSample>> ReadAsync(params string[] samples)
    {
        var lines = string.Concat(samples.Select(sample => sample.ReplaceLineEndings("") + "\n"));
        await using var client = new DockerClient(FakeHandler.Streaming(() => CutStream.Trickle(Encoding.UTF8.GetBytes(lines))));
        var all = new List<ContainerStatsSample>();
        await foreach (var sample in client.Containers.StatsAsync("c")) all.Add(sample);
        return all;
    }
}
