using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Security;

/// <summary>What an administrator allows containers beyond the defaults, for images that insist on root or on a writable root.</summary>
public sealed class SecurityProfile
{
    private SecurityProfile()
    {
    }

    /// <summary>A new profile.</summary>
    public SecurityProfile(string id, string name, string? organizationId, SecuritySpec allows, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        OrganizationId = organizationId;
        AllowRoot = allows.AllowRoot;
        WritableRoot = allows.WritableRoot;
        Capabilities = string.Join(',', allows.Capabilities);
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

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What goes into the spec of a deployment that uses it.</summary>
    public SecuritySpec Spec => new(AllowRoot, WritableRoot, Capabilities.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
