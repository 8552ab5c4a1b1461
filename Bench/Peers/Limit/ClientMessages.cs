namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>Tells messages apart without parsing them.</summary>
public static class ClientMessages
{
    /// <summary>The answer to connection_init.</summary>
    public static readonly byte[] Acknowledgement = """{"type":"connection_ack"}"""u8.ToArray();

    /// <summary>What a message asks for. Subscribers of "idle" get nothing, so they are nobody.</summary>
    public static ClientMessage Read(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("connection_init"u8) >= 0) return ClientMessage.Init;
        return message.IndexOf("\"subscribe\""u8) >= 0 && message.IndexOf("\"idle\""u8) < 0 ? ClientMessage.Subscribe : ClientMessage.Other;
    }
}
