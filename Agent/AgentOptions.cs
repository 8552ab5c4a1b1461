using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Agent;

/// <summary>Section <c>Agent</c>: how instances are set up on this machine.</summary>
public sealed class AgentOptions
{
    /// <summary>The user and group that instances run as whose image wants root, or names its user: a name may be root's.</summary>
    [Range(1, int.MaxValue)]
    public int UserId { get; init; } = 65532;

    /// <summary>Bytes of each writable file system in memory (<c>/tmp</c>, <c>/run</c>); they count as the instance's memory.</summary>
    [Range(1L << 20, 1L << 40)]
    public long TmpfsBytes { get; init; } = 64L << 20;

    /// <summary>A busybox without libraries on this machine: what instances of warm pools wait in until they are told what to run.</summary>
    [Required]
    public string Busybox { get; init; } = "/bin/busybox";

    /// <summary>The size at which the engine rotates an instance's log file. Two are kept, so that nothing is lost while the server restarts.</summary>
    [Range(1, 1024)]
    public int EngineLogMegabytes { get; init; } = 10;
}
