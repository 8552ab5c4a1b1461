namespace GraphPlatform.Docker.Containers.Config;

/// <summary>The body of <c>POST /containers/{id}/update</c>: what can change while a container runs. What is null stays.</summary>
public sealed record ContainerResources
{
    /// <summary>CPU limit in billionths of a CPU.</summary>
    public long? NanoCpus { get; init; }

    /// <summary>CPU weight against other containers.</summary>
    public long? CpuShares { get; init; }

    /// <summary>The CPUs that it may use.</summary>
    public string? CpusetCpus { get; init; }

    /// <summary>Memory limit in bytes. Send MemorySwap with it: a limit above the old swap limit is refused alone.</summary>
    public long? Memory { get; init; }

    /// <summary>Memory and swap together in bytes.</summary>
    public long? MemorySwap { get; init; }

    /// <summary>Soft memory limit in bytes.</summary>
    public long? MemoryReservation { get; init; }

    /// <summary>How many processes and threads.</summary>
    public long? PidsLimit { get; init; }

    /// <summary>Disk weight, 10 to 1000.</summary>
    public int? BlkioWeight { get; init; }

    /// <summary>When the engine restarts it.</summary>
    public RestartPolicy? RestartPolicy { get; init; }
}
