using System.Net.NetworkInformation;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress;

/// <summary>
/// The names under which the console is reached, so that no organization takes one as its domain: what the options say, the machine's own, and those of administrators' requests. Others'
/// requests teach nothing: a user could block any name by sending it. A file keeps them over restarts.
/// </summary>
public sealed partial class ConsoleHosts(DataFolder data, IOptions<IngressOptions> options, ILogger<ConsoleHosts> logger)
{
    private const int Most = 16;
    private const string FileName = "console-hosts";

    private readonly Lock gate = new();
    private volatile HashSet<string>? learnt;

    /// <summary>Notes the host name of a request whose sender has proved who it is.</summary>
    public void Note(Caller caller, string host)
    {
        if (!caller.IsAdministrator || caller.UserId is null || HostNames.Normalize(host) is not { } name) return;
        if (HostNames.IsWithin(name, options.Value.Domain) || Learnt.Contains(name)) return;
        lock (gate)
        {
            if (Learnt.Count >= Most || Learnt.Contains(name)) return;
            learnt = [.. Learnt, name];
            try
            {
                File.WriteAllLines(data.File(FileName), Learnt);
            }
            catch (IOException error)
            {
                NotKept(logger, name, error.Message);        // it holds until the next start, and is learnt again then
            }
        }
    }

    /// <summary>Whether a name, in the form that <see cref="HostNames"/> gives, is the console's or the machine's, or below the console's.</summary>
    internal bool Has(string host) =>
        (options.Value.ConsoleHost is { Length: > 0 } console && HostNames.IsWithin(host, console)) || Learnt.Any(known => HostNames.IsWithin(host, known)) || IsMachine(host);

    private HashSet<string> Learnt
    {
        get
        {
            if (learnt is { } known) return known;
            lock (gate) return learnt ??= File.Exists(data.File(FileName)) ? [.. File.ReadLines(data.File(FileName)).Where(l => l.Length > 0).Take(Most)] : [];
        }
    }

    private static bool IsMachine(string host)
    {
        var machine = IPGlobalProperties.GetIPGlobalProperties();
        return HostNames.IsWithin(host, "localhost") || HostNames.IsWithin(host, "localdomain")
            || Same(host, machine.HostName) || (machine.DomainName.Length > 0 && Same(host, $"{machine.HostName}.{machine.DomainName}"));
    }

    private static bool Same(string host, string name) => string.Equals(host, name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(LogLevel.Warning, "The console's name {Name} is not kept over a restart: {Reason}")]
    private static partial void NotKept(ILogger logger, string name, string reason);
}
