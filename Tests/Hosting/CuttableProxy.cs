using System.Net;
using System.Net.Sockets;

namespace GraphPlatform.Tests.Hosting;

/// <summary>Stands between a server and something that it speaks TCP with, and can be cut: as if that had been stopped, which others may use.</summary>
public sealed class CuttableProxy : IAsyncDisposable
{
    private readonly string host;
    private readonly int port;
    private readonly Lock gate = new();
    private readonly HashSet<TcpClient> open = [];
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;

    /// <summary>A proxy on a free port of the loopback.</summary>
    public CuttableProxy(string host, int port)
    {
        (this.host, this.port) = (host, port);
        Listen(0);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Ends all connections and takes no more.</summary>
    public async Task CutAsync()
    {
        listener?.Stop();
        await accepting;
        lock (gate)
        {
            foreach (var client in open) client.Client.Close(0);      // as a process that dies does
            open.Clear();
        }
    }

    /// <summary>Takes connections again, on the same port.</summary>
    public void Restore() => Listen(Port);

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await CutAsync();

    private void Listen(int at)
    {
        listener = new TcpListener(IPAddress.Loopback, at);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true) _ = PassAsync(await from.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            lock (gate) open.Add(client);
            await server.ConnectAsync(host, port);
            lock (gate) open.Add(server);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side has gone, or it was cut.
        }
        finally
        {
            lock (gate)
            {
                open.Remove(client);
                open.Remove(server);
            }

            client.Dispose();
        }
    }
}
