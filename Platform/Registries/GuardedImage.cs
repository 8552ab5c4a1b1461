namespace GraphPlatform.Platform.Registries;

/// <summary>
/// An image that a registry gave only to somebody who signed in. It may be private, so that it is on a machine gives nobody else a right to it: see
/// <see cref="ImageGrant"/>. Images that came without signing in, or were put on the machine by whoever runs it, are everybody's.
/// </summary>
public sealed class GuardedImage
{
    private GuardedImage()
    {
    }

    /// <summary>Guards an image from now on.</summary>
    public GuardedImage(string server, string digest, DateTimeOffset now)
    {
        Server = server;
        Digest = digest;
        Since = now;
    }

    /// <summary>The registry's host with its port.</summary>
    public string Server { get; private set; } = "";

    /// <summary>The image's id on engines.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }
}
