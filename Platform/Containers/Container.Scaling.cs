namespace GraphPlatform.Platform.Containers;

/// <summary>What scaling does with its size.</summary>
public sealed partial class Container
{
    /// <summary>Memory in bytes on top of what is configured, for a while; 0 without a boost.</summary>
    public long BoostBytes { get; private set; }

    /// <summary>When the boost ends.</summary>
    public DateTimeOffset? BoostUntil { get; private set; }

    /// <summary>Gives each instance more memory for a while.</summary>
    public void Boost(long bytes, DateTimeOffset until)
    {
        BoostBytes = bytes;
        BoostUntil = until;
        Revision++;
    }

    /// <summary>Takes the boost back.</summary>
    public void EndBoost()
    {
        BoostBytes = 0;
        BoostUntil = null;
        Revision++;
    }
}
