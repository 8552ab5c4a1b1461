using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Registries;

/// <summary>How an organization signs in to a registry of images. One a registry.</summary>
public sealed class RegistryCredential : IOwned
{
    private RegistryCredential()
    {
    }

    /// <summary>A new credential.</summary>
    public RegistryCredential(string id, string organizationId, string server, string username, string sealedPassword, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        Server = server;
        Username = username;
        SealedPassword = sealedPassword;
        CreatedAt = UpdatedAt = now;
    }

    /// <summary><c>reg_…</c></summary>
    public string Id { get; private set; } = "";

    /// <inheritdoc />
    public string OrganizationId { get; private set; } = "";

    /// <summary>The registry's host with its port, as it stands before images' names; <c>docker.io</c> for names without one.</summary>
    public string Server { get; private set; } = "";

    /// <summary>The user there.</summary>
    public string Username { get; private set; } = "";

    /// <summary>The password or access token, encrypted for this row.</summary>
    public string SealedPassword { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When user or password last changed.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Signs in otherwise from now on.</summary>
    public void Change(string username, string sealedPassword, DateTimeOffset now)
    {
        Username = username;
        SealedPassword = sealedPassword;
        UpdatedAt = now;
    }
}
