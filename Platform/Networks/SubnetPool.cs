using System.Buffers.Binary;
using System.Net;
using GraphPlatform.Platform.Access;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Networks;

/// <summary>Cuts the configured pool of addresses into networks for projects.</summary>
public sealed class SubnetPool(IOptions<NetworkOptions> options)
{
    private readonly IPNetwork pool = IPNetwork.Parse(options.Value.Pool);
    private readonly int prefix = options.Value.ProjectPrefix;

    /// <summary>How many networks fit.</summary>
    public int Count => 1 << Math.Min(30, prefix - pool.PrefixLength);

    /// <summary>The first network that nobody has.</summary>
    /// <param name="taken">Networks in CIDR form that are in use, ours and the engine's own.</param>
    /// <exception cref="PlatformException">CAPACITY: every one is in use.</exception>
    public string Allocate(IEnumerable<string> taken)
    {
        var used = taken.Select(IPNetwork.Parse).ToArray();
        for (var i = 0; i < Count; i++)
        {
            var candidate = At(i);
            if (!Array.Exists(used, other => Overlap(candidate, other))) return candidate.ToString();
        }

        throw new PlatformException(
            ErrorCode.Capacity, $"All {Count} networks of the pool {pool} are in use. Delete a project, or ask an administrator of the platform for a larger Networks:Pool.");
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private IPNetwork At(int index)
    {
        Span<byte> bytes = stackalloc byte[4];
        pool.BaseAddress.TryWriteBytes(bytes, out _);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + ((uint)index << (32 - prefix)));
        return new IPNetwork(new IPAddress(bytes), prefix);
    }
}
