using System.ComponentModel.DataAnnotations;
using System.Net;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Section <c>Ingress</c>: under which names containers are reached over HTTP.</summary>
public sealed class IngressOptions
{
    /// <summary>The domain below which each container has a name. Not the console's: cookies know hosts and those below them.</summary>
    [Required]
    [RegularExpression(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z", ErrorMessage = "Ingress:Domain is a domain in lower case, such as apps.example.com.")]
    public string Domain { get; init; } = "apps.localhost";

    /// <summary>How it is reached from outside: http or https.</summary>
    [AllowedValues("http", "https")]
    public string Scheme { get; init; } = "http";

    /// <summary>The port on which it is reached from outside.</summary>
    [Range(1, 65535)]
    public int PublicPort { get; init; } = 8880;

    /// <summary>Where the gate listens: it tells the proxy, for each request, which instance answers. A loopback address: nothing but the proxy asks there.</summary>
    [Required]
    public string Gate { get; init; } = "127.0.0.1:7701";

    /// <summary>How many requests may wait for containers to wake, in all.</summary>
    [Range(1, 100_000)]
    public int MaxHeldRequests { get; init; } = 1000;

    /// <summary>How many may wait for one of them.</summary>
    [Range(1, 100_000)]
    public int MaxHeldPerContainer { get; init; } = 200;

    /// <summary>How long a request waits for its container to wake.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan WakeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the proxy listens for HTTP. With the scheme https it leads to HTTPS from there.</summary>
    [Required]
    public string HttpListen { get; init; } = "127.0.0.1:8880";

    /// <summary>Where the proxy listens for HTTPS, with the scheme https. Empty where a proxy in front of it ends TLS: see <see cref="TrustedProxies"/>.</summary>
    public string HttpsListen { get; init; } = "0.0.0.0:443";

    /// <summary>
    /// Proxies in front of the ingress, such as a load balancer or a tunnel, as addresses or networks separated by commas (10.0.0.5, 10.1.0.0/16): what they say of client
    /// and scheme (X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host) reaches applications, and what came to them by HTTPS is not redirected. Of others nothing is believed.
    /// </summary>
    public string TrustedProxies { get; init; } = "";

    /// <summary>The console's own host name, which no organization may add as its domain; null: those of administrators' requests, as they come.</summary>
    public string? ConsoleHost { get; init; }

    /// <summary>The name server, as address or address and port, that is asked for the TXT records of domains; null for the machine's own.</summary>
    public string? DnsServer { get; init; }

    internal bool HasValidListeners() => Array.TrueForAll((string[])[Gate, HttpListen, .. HttpsListen.Length > 0 ? (string[])[HttpsListen] : []], IsListener);

    // .NET reads 127.1:80 too, Caddy does not: only what both read alike is an address.
    private static bool IsListener(string text) => IPEndPoint.TryParse(text, out var at) && at.Port > 0 && at.ToString() == text;

    internal bool HasPrivateGate() => IPEndPoint.TryParse(Gate, out var at) && IPAddress.IsLoopback(at.Address);

    internal bool HasValidDnsServer() => DnsServer is null || IPEndPoint.TryParse(DnsServer, out _);
}
