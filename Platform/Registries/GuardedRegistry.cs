namespace GraphPlatform.Platform.Registries;

/// <summary>
/// A registry that somebody has credentials for, or once had. What was pulled from there may be private, so that it is on a machine
/// gives nobody a right to it: see <see cref="ImageGrant"/>.
/// </summary>
public sealed class GuardedRegistry
{
    private GuardedRegistry()
    {
    }

    /// <summary>Guards a registry from now on.</summary>
    public GuardedRegistry(string server, DateTimeOffset now)
    {
        Server = server;
        Since = now;
    }

    /// <summary>The registry's host with its port.</summary>
    public string Server { get; private set; } = "";

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }
}
