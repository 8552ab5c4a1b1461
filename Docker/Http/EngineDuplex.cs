using System.Net.Security;
using System.Net.Sockets;

namespace GraphPlatform.Docker.Http;

/// <summary>A connection that the engine gave over: bytes both ways, and our way can be closed alone.</summary>
internal sealed class EngineDuplex(EngineStream stream, Stream? transport, IDisposable? owner) : IDisposable
{
    public EngineStream Stream => stream;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await stream.Body.WriteAsync(bytes, ct);
            await stream.Body.FlushAsync(ct);
        }
        catch (Exception e) when (EngineErrors.IsTransport(e, ct))
        {
            throw stream.Broken(e);
        }
    }

    /// <summary>Ends our way; what the engine sends still comes.</summary>
    public async ValueTask CloseWriteAsync()
    {
        try
        {
            if (transport is SslStream tls) await tls.ShutdownAsync();
            else if (transport is NetworkStream plain) plain.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // The other side has closed already: it will read nothing more anyway.
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        transport?.Dispose();
        owner?.Dispose();
    }
}
