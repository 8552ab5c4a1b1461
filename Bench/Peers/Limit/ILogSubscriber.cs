namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>One socket that gets the log.</summary>
public interface ILogSubscriber
{
    /// <summary>New lines are there. Must return at once.</summary>
    /// <param name="messages">The payloads of the lines; only the first <paramref name="count"/> are of this call.</param>
    /// <param name="count">How many.</param>
    void Notify(byte[][] messages, int count);
}
