using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Security;

/// <summary>What an administrator allows containers beyond the defaults, for images that insist on root or on a writable root.</summary>
public sealed class SecurityProfile
{
    private SecurityProfile()
    {
    }

    /// <summary>A new profile.</summary>
    public SecurityProfile(string id, string name, string? organizationId, SecuritySpec allows, ProfileLimits limits, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        OrganizationId = organizationId;
        AllowRoot = allows.AllowRoot;
        WritableRoot = allows.WritableRoot;
        Capabilities = string.Join(',', allows.Capabilities);
        Runtime = allows.Runtime;
        (MaxCpuMillis, MaxMemoryBytes, MaxPids) = (limits.CpuMillis, limits.MemoryBytes, limits.Pids);
        CreatedAt = now;
    }

    /// <summary><c>sec_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>Unique in the installation.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The only organization that may use it; null: all.</summary>
    public string? OrganizationId { get; private set; }

    /// <summary>Keeps the image's user, root included.</summary>
    public bool AllowRoot { get; private set; }

    /// <summary>The root file system is writable.</summary>
    public bool WritableRoot { get; private set; }

    /// <summary>Linux capabilities, sorted, separated by commas.</summary>
    public string Capabilities { get; private set; } = "";

    /// <summary>The engine's runtime that its containers run in; null for the engine's default.</summary>
    public string? Runtime { get; private set; }

    /// <summary>The most CPU that an instance gets, in thousandths of a core; null for what the options say.</summary>
    public int? MaxCpuMillis { get; private set; }

    /// <summary>The most memory that an instance gets, in bytes; null for what the options say.</summary>
    public long? MaxMemoryBytes { get; private set; }

    /// <summary>The most processes that an instance gets; null for what the options say.</summary>
    public int? MaxPids { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What goes into the spec of a deployment that uses it.</summary>
    public SecuritySpec Spec => new(AllowRoot, WritableRoot, Capabilities.Split(',', StringSplitOptions.RemoveEmptyEntries), Runtime);
}

/// <summary>The most that an instance with a profile gets; null for what the options say.</summary>
/// <param name="CpuMillis">CPU in thousandths of a core.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="Pids">Processes and threads.</param>
public sealed record ProfileLimits(int? CpuMillis = null, long? MemoryBytes = null, int? Pids = null);
