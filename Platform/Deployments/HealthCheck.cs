using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Deployments;

/// <summary>How it is found out that an instance is well.</summary>
public enum HealthCheckKind
{
    /// <summary>A command inside ends with exit code 0.</summary>
    Command,

    /// <summary>A GET request is answered with a status from 200 to 399.</summary>
    Http,

    /// <summary>A port takes connections.</summary>
    Tcp,
}

/// <summary>Tells whether an instance is well. A version serves only when it is; one that no longer is starts anew.</summary>
/// <param name="Kind">How it is found out.</param>
/// <param name="Command">For <see cref="HealthCheckKind.Command"/>: the program and its arguments.</param>
/// <param name="Port">For HTTP and TCP: the container's port.</param>
/// <param name="Path">For HTTP: the path, <c>/health</c>.</param>
/// <param name="Interval">Between two checks of one that is well.</param>
/// <param name="Timeout">For one check.</param>
/// <param name="Retries">Failures in a row that make it unwell.</param>
/// <param name="StartPeriod">After a start, failures do not count for so long.</param>
/// <param name="Host">For HTTP: the <c>Host</c> header, for applications that answer known names only; null for <c>localhost</c>.</param>
public sealed record HealthCheck(
    HealthCheckKind Kind, IReadOnlyList<string>? Command, int? Port, string? Path, TimeSpan Interval, TimeSpan Timeout, int Retries, TimeSpan StartPeriod, string? Host = null)
{
    /// <summary>The host that an HTTP check asks for where none is given: most applications that look at it take this one.</summary>
    public const string DefaultHost = "localhost";

    /// <summary>The interval where none is given.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    /// <summary>The time limit where none is given.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The start period where none is given.</summary>
    public static readonly TimeSpan DefaultStartPeriod = TimeSpan.FromSeconds(30);

    /// <summary>Failures in a row where nothing is said.</summary>
    public const int DefaultRetries = 3;

    /// <summary>What a container with an HTTP port has that asks for no other check: its port takes connections.</summary>
    public static HealthCheck Listens(int port) => new(HealthCheckKind.Tcp, null, port, null, DefaultInterval, DefaultTimeout, DefaultRetries, DefaultStartPeriod);

    /// <summary>RFC 9110, section 7.2: a host and optionally a port.</summary>
    private static bool IsHost(string host) =>
        host.Length <= 255 && Uri.TryCreate("http://" + host, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0
        && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '[' or ']') && uri.Port > 0 && !host.EndsWith(':');

    internal void Validate(Problems problems)
    {
        const string at = "healthCheck";
        problems
            .Require(Kind != HealthCheckKind.Command || Command is [{ Length: > 0 }, ..], "Name a program to run: [\"pg_isready\"].", at, "command")
            .Require(Kind == HealthCheckKind.Command || Port is >= 1 and <= 65535, "A port is 1 to 65535.", at, "port")
            .Require(Kind != HealthCheckKind.Http || (Path is ['/', ..] && !Path.Any(char.IsControl) && !Path.Contains(' ')), "A path begins with a slash: /health.", at, "path")
            .Require(Host is null || (Kind == HealthCheckKind.Http && IsHost(Host)), "The host is a name, an IPv4 address or an IPv6 address in brackets, with or without a port: shop.example, localhost:8080.", at, "host")
            .Require(Interval >= TimeSpan.FromSeconds(1) && Interval <= TimeSpan.FromHours(1), "The interval is one second to one hour.", at, "interval")
            .Require(Timeout >= TimeSpan.FromMilliseconds(100) && Timeout <= TimeSpan.FromMinutes(1), "The time limit is 0.1 to 60 seconds.", at, "timeout")
            .Require(Retries is >= 1 and <= 100, "1 to 100 failures in a row make it unwell.", at, "retries")
            .Require(StartPeriod >= TimeSpan.Zero && StartPeriod <= TimeSpan.FromHours(1), "The start period is at most one hour.", at, "startPeriod");
    }
}
