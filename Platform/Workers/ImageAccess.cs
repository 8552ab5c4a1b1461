namespace GraphPlatform.Platform.Workers;

/// <summary>How an organization gets at an image.</summary>
/// <param name="Login">How it signs in to the registry; null for as nobody.</param>
/// <param name="Guarded">Ids of images of which the registry decides who may have them, so that finding one on the machine is not enough.</param>
/// <param name="Granted">Ids of images that the registry gave the organization before.</param>
public sealed record ImageAccess(RegistryLogin? Login, IReadOnlySet<string> Guarded, IReadOnlySet<string> Granted)
{
    /// <summary>Whether the registry is asked even where the machine has an image of that name.</summary>
    public bool AsksAlways { get; init; }

    /// <summary>Of an image that anybody may have.</summary>
    public static ImageAccess Open { get; } = new(null, new HashSet<string>(), new HashSet<string>());
}

/// <summary>How to sign in to a registry.</summary>
/// <param name="Server">The registry's host with its port; <c>docker.io</c> for Docker's own.</param>
/// <param name="Username">The user.</param>
/// <param name="Password">The password or access token.</param>
public sealed record RegistryLogin(string Server, string Username, string Password)
{
    /// <summary>Without the password, which may not get into logs.</summary>
    public override string ToString() => $"{Username}@{Server}";
}
