namespace GraphPlatform.Platform.Registries;

/// <summary>That a guarded registry gave an image to an organization, which may therefore use it without asking again.</summary>
public sealed class ImageGrant
{
    private ImageGrant()
    {
    }

    /// <summary>Notes it.</summary>
    public ImageGrant(string organizationId, string server, string reference, string digest, DateTimeOffset now)
    {
        OrganizationId = organizationId;
        Server = server;
        Reference = reference;
        Digest = digest;
        GrantedAt = now;
    }

    /// <summary>Who may use it.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The registry that gave it.</summary>
    public string Server { get; private set; } = "";

    /// <summary>What it was asked for as.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>The image's id on engines.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>When it was given.</summary>
    public DateTimeOffset GrantedAt { get; private set; }
}
