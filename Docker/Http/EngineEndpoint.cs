using System.Net.Security;
using System.Net.Sockets;

namespace GraphPlatform.Docker.Http;

/// <summary>Where an engine is and how a connection to it is made.</summary>
internal sealed class EngineEndpoint
{
    private const string Default = "unix:///var/run/docker.sock";
    private readonly string? socketPath;
    private readonly SslClientAuthenticationOptions? tls;

    private EngineEndpoint(Uri address, DockerClientOptions options)
    {
        Address = address;
        Options = options;
        switch (address.Scheme)
        {
            case "unix":
                socketPath = Uri.UnescapeDataString(address.AbsolutePath);
                BaseAddress = new("http://docker");
                break;
            case "tcp" or "http" or "https":
                var secure = address.Scheme == "https" || options.CertificateFolder is not null;
                var port = address.IsDefaultPort || address.Port < 0 ? (secure ? 2376 : 2375) : address.Port;
                BaseAddress = new UriBuilder(secure ? "https" : "http", address.Host, port).Uri;
                tls = secure ? EngineTls.Options(address.Host, options) : null;
                break;
            default:
                throw new ArgumentException($"The Docker endpoint '{address}' is not unix://, tcp://, http:// or https://.", nameof(address));
        }
    }

    public Uri Address { get; }

    public Uri BaseAddress { get; }

    public DockerClientOptions Options { get; }

    public static EngineEndpoint From(Uri address, DockerClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new(address, options);
    }

    public static EngineEndpoint FromEnvironment(Func<string, string?> variable)
    {
        var host = variable("DOCKER_HOST") is { Length: > 0 } set ? set : Default;
        var verify = variable("DOCKER_TLS_VERIFY") is { Length: > 0 };
        var folder = variable("DOCKER_CERT_PATH") is { Length: > 0 } path
            ? path
            : Path.Combine(variable("HOME") ?? "/root", ".docker");
        if (!Uri.TryCreate(host, UriKind.Absolute, out var address))
            throw new ArgumentException($"DOCKER_HOST '{host}' is not an address such as {Default} or tcp://host:2376.");
        return new(address, new() { CertificateFolder = verify && address.Scheme != "unix" ? folder : null });
    }

    /// <summary>
    /// A handler whose connections are not limited in number, so that no request waits for a stream, and which closes
    /// the connection of an abandoned stream at once instead of reading it to its end.
    /// </summary>
    /// <param name="connected">Is told the transport of each connection, for half-closing it.</param>
    public SocketsHttpHandler CreateHandler(Action<Stream>? connected = null)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = Options.ConnectTimeout,
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        handler.ConnectCallback = async (context, ct) =>
        {
            var stream = await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct);
            connected?.Invoke(stream);
            return stream;
        };
        return handler;
    }

    /// <summary>A quiet stream (events, a log that is followed) over a network that has gone would otherwise wait for ever: it breaks after a minute.</summary>
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    private async Task<Stream> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var socket = socketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (socketPath is null)
            {
                KeepAlive(socket);
                await socket.ConnectAsync(host, port, ct);
            }
            else
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), ct);
            }

            var stream = new NetworkStream(socket, ownsSocket: true);
            return tls is null ? stream : await EngineTls.AuthenticateAsync(stream, tls, ct);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
