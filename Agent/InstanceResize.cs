using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Agent;

/// <summary>Changes the limits of an instance that is there, running, frozen or not.</summary>
internal sealed class InstanceResize(DockerClient docker)
{
    /// <summary>Sets the limits.</summary>
    /// <exception cref="PlatformException">ENGINE: it uses more memory than it would have. Nothing was changed.</exception>
    public async Task ApplyAsync(ContainerDetails details, Resources resources, CancellationToken ct)
    {
        var wanted = InstanceRequest.Resources(resources);
        // With cgroup v1 the kernel refuses a limit below what is used; with v2 it kills until it fits.
        if (details.State.Running && wanted.Memory < details.HostConfig.Memory && await UsedAsync(details.Id, ct) is var used && used > resources.MemoryBytes)
            throw TooLittle(resources, used);
        try
        {
            await docker.Containers.UpdateAsync(details.Id, wanted, ct);
        }
        catch (DockerException error) when (error.EngineMessage.Contains("unable to set memory limit", StringComparison.Ordinal)
            || error.EngineMessage.Contains("device or resource busy", StringComparison.Ordinal))
        {
            throw TooLittle(resources, null);
        }
    }

    /// <summary>Whether what an instance may use is not that.</summary>
    public static bool Differs(HostConfig has, Resources resources)
    {
        var wanted = InstanceRequest.Resources(resources);
        return (has.Memory, has.MemorySwap, has.NanoCpus, has.PidsLimit) != (wanted.Memory, wanted.MemorySwap, wanted.NanoCpus, wanted.PidsLimit);
    }

    private async Task<long> UsedAsync(string name, CancellationToken ct)
    {
        await foreach (var sample in docker.Containers.StatsAsync(name, ct)) return sample.MemoryBytes;
        return 0;
    }

    private static PlatformException TooLittle(Resources resources, long? used) => new(
        ErrorCode.Engine,
        $"The instance uses {(used is { } bytes ? $"{bytes >> 20} MB of memory" : "more memory")} now, and would have {resources.MemoryBytes >> 20} MB. Give it more, or let it restart with the new limit.");
}
