using System.Text.Json;

namespace GraphPlatform.Docker.Containers;

/// <summary>
/// Reads one line of <c>GET /containers/{id}/stats</c> without allocating: most of its 2 to 5 kB is not needed.
/// cgroup v1 says <c>total_inactive_file</c> and "Read"/"Write", v2 says <c>inactive_file</c> and "read"/"write".
/// </summary>
internal ref struct StatsParser
{
    private Utf8JsonReader json;
    private ReadOnlySpan<byte> name;
    private DateTimeOffset? readAt;
    private long cpu, systemCpu, onlineCpus, perCpus, throttled, memory, limit, inactive, totalInactive, received, sent, read, written, pids;

    public static ContainerStatsSample Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var parser = new StatsParser { json = new(line), totalInactive = -1 };
            parser.json.Read();
            parser.Root();
            return parser.Sample();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DockerException(DockerErrorKind.Protocol, null, "A stats sample is not what the API says: " + e.Message, e);
        }
    }

    private readonly ContainerStatsSample Sample()
    {
        var cache = totalInactive >= 0 ? totalInactive : inactive;
        return new()
        {
            ReadAt = readAt,
            CpuNanoseconds = cpu,
            SystemCpuNanoseconds = systemCpu,
            OnlineCpus = (int)(onlineCpus > 0 ? onlineCpus : perCpus),
            ThrottledNanoseconds = throttled,
            MemoryBytes = cache < memory ? memory - cache : memory,
            MemoryWithCacheBytes = memory,
            MemoryLimitBytes = limit,
            NetworkReceivedBytes = received,
            NetworkSentBytes = sent,
            BlockReadBytes = read,
            BlockWrittenBytes = written,
            Pids = pids,
        };
    }

    private void Root()
    {
        while (Next())
        {
            if (Is("read"u8)) readAt = json.TryGetDateTimeOffset(out var time) && time.Year > 1 ? time : null;
            else if (IsObject("cpu_stats"u8)) Cpu();
            else if (IsObject("memory_stats"u8)) Memory();
            else if (IsObject("networks"u8)) Networks();
            else if (IsObject("blkio_stats"u8)) Blocks();
            else if (IsObject("pids_stats"u8)) Pids();
            else json.Skip();
        }
    }

    private void Cpu()
    {
        while (Next())
        {
            if (Is("system_cpu_usage"u8)) systemCpu = Number();
            else if (Is("online_cpus"u8)) onlineCpus = Number();
            else if (IsObject("cpu_usage"u8))
                while (Next())
                {
                    if (Is("total_usage"u8)) cpu = Number();
                    else if (Is("percpu_usage"u8) && json.TokenType == JsonTokenType.StartArray)
                        while (json.Read() && json.TokenType != JsonTokenType.EndArray) perCpus++;
                    else json.Skip();
                }
            else if (IsObject("throttling_data"u8))
                while (Next())
                {
                    if (Is("throttled_time"u8)) throttled = Number();
                    else json.Skip();
                }
            else json.Skip();
        }
    }

    private void Memory()
    {
        while (Next())
        {
            if (Is("usage"u8)) memory = Number();
            else if (Is("limit"u8)) limit = Number();
            else if (IsObject("stats"u8))
                while (Next())
                {
                    if (Is("total_inactive_file"u8)) totalInactive = Number();
                    else if (Is("inactive_file"u8)) inactive = Number();
                    else json.Skip();
                }
            else json.Skip();
        }
    }

    private void Networks()
    {
        while (Next())
        {
            if (json.TokenType != JsonTokenType.StartObject) continue;
            while (Next())
            {
                if (Is("rx_bytes"u8)) received += Number();
                else if (Is("tx_bytes"u8)) sent += Number();
                else json.Skip();
            }
        }
    }

    private void Blocks()
    {
        while (Next())
        {
            if (!Is("io_service_bytes_recursive"u8) || json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.StartObject) Block();
        }
    }

    private void Block()
    {
        long value = 0;
        bool reads = false, writes = false;
        while (Next())
        {
            if (Is("value"u8)) value = Number();
            else if (Is("op"u8))
            {
                reads = json.ValueTextEquals("Read"u8) || json.ValueTextEquals("read"u8);
                writes = json.ValueTextEquals("Write"u8) || json.ValueTextEquals("write"u8);
            }
            else json.Skip();
        }

        if (reads) read += value;
        if (writes) written += value;
    }

    private void Pids()
    {
        while (Next())
        {
            if (Is("current"u8)) pids = Number();
            else json.Skip();
        }
    }

    /// <summary>Moves to the next member's value; false at the object's end.</summary>
    private bool Next()
    {
        if (!json.Read() || json.TokenType != JsonTokenType.PropertyName) return false;
        name = json.ValueSpan;
        return json.Read();
    }

    /// <summary>Whether the member has this name and is an object (a stopped container has null in some places).</summary>
    private readonly bool IsObject(ReadOnlySpan<byte> wanted) => Is(wanted) && json.TokenType == JsonTokenType.StartObject;

    private readonly bool Is(ReadOnlySpan<byte> wanted) => name.SequenceEqual(wanted);

    /// <summary>Limits that mean "none" are above what a long holds.</summary>
    private readonly long Number() =>
        json.TokenType != JsonTokenType.Number ? 0
        : json.TryGetInt64(out var value) ? value
        : json.TryGetUInt64(out _) ? long.MaxValue
        : 0;
}
