namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>What a client of graphql-transport-ws asks for, as far as the load client does.</summary>
public enum ClientMessage
{
    /// <summary>Nothing that matters here.</summary>
    Other,

    /// <summary>connection_init</summary>
    Init,

    /// <summary>subscribe, to the log that flows.</summary>
    Subscribe,
}
