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

    /// <summary>The console's own host name, which no organization may add as its domain; null when it has none.</summary>
    public string? ConsoleHost { get; init; }

    /// <summary>The name server, as address or address and port, that is asked for the TXT records of domains; null for the machine's own.</summary>
    public string? DnsServer { get; init; }

    internal bool HasValidDnsServer() => DnsServer is null || IPEndPoint.TryParse(DnsServer, out _);
}
