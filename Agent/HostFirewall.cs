using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>Puts <see cref="HostRules"/> into this machine's firewall (iptables, also where nftables is behind it).</summary>
internal static class HostFirewall
{
    private const string LockSeconds = "5";
    private static readonly string[] Folders = ["/usr/sbin", "/sbin", "/usr/bin", "/usr/local/sbin"];

    /// <summary>Applies them: the chains at once, then the way into them where it is not there.</summary>
    /// <param name="engine">Where the engine is.</param>
    /// <param name="installation">Whose rules.</param>
    /// <param name="subnets">Where instances have their addresses.</param>
    /// <param name="gateways">The machine's own addresses in networks that are there already.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<HostProtection> ApplyAsync(
        Uri engine, string installation, IReadOnlyList<string> subnets, IReadOnlyList<string> gateways, CancellationToken ct)
    {
        if (engine.Scheme != "unix") return new($"Docker is at {engine}, maybe on another machine. Keep containers from that machine's services with its own firewall.");
        if (!Environment.IsPrivilegedProcess) return new("The server does not run as root, so it cannot change the machine's firewall. Run it as root, or keep containers out with rules of your own.");
        if (Find("iptables") is not { } iptables || Find("iptables-restore") is not { } restore) return new("iptables is not installed. Install it: apt-get install iptables.");
        if (gateways.Count > 0 && !gateways.Any(LocalAddresses().Contains)) return new("Docker's networks are not on this machine's network stack. Keep containers from its services with a firewall there.");

        var rules = HostRules.From(installation, subnets, Nameservers());
        if (subnets.Count == 0)
        {
            await RemoveAsync(iptables, rules, ct);
            return new("It was taken away.");
        }

        if (await RunAsync(restore, ["-w", LockSeconds, "--noflush"], rules.Text, ct) is { } refused) return Refused(refused);
        // Without Docker's own hook, an engine that keeps off the firewall, the kernel's chain has to do.
        var hook = await RunAsync(iptables, ["-w", LockSeconds, "-S", "DOCKER-USER"], null, ct) is null ? "DOCKER-USER" : "FORWARD";
        foreach (var (from, to) in ((string, string)[])[("INPUT", rules.InputChain), (hook, rules.ForwardChain)])
        {
            if (await RunAsync(iptables, ["-w", LockSeconds, "-C", from, "-j", to], null, ct) is null) continue;
            if (await RunAsync(iptables, ["-w", LockSeconds, "-I", from, "1", "-j", to], null, ct) is { } problem) return Refused(problem);
        }

        return HostProtection.On;
    }

    /// <summary>What is not there cannot be removed, and that is fine.</summary>
    private static async Task RemoveAsync(string iptables, HostRules rules, CancellationToken ct)
    {
        foreach (var (from, to) in ((string, string)[])[("INPUT", rules.InputChain), ("DOCKER-USER", rules.ForwardChain), ("FORWARD", rules.ForwardChain)])
            await RunAsync(iptables, ["-w", LockSeconds, "-D", from, "-j", to], null, ct);
        foreach (var chain in (string[])[rules.InputChain, rules.ForwardChain])
        {
            await RunAsync(iptables, ["-w", LockSeconds, "-F", chain], null, ct);
            await RunAsync(iptables, ["-w", LockSeconds, "-X", chain], null, ct);
        }
    }

    private static HostProtection Refused(string said) => new($"The machine's firewall refused the rules: {said}. Keep containers out with rules of your own.");

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(Folders).Where(f => f.Length > 0).Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    private static HashSet<string> LocalAddresses() =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address.ToString())];

    private static List<string> Nameservers()
    {
        if (!File.Exists("/etc/resolv.conf")) return [];
        return [.. File.ReadLines("/etc/resolv.conf")
            .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..])
            .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
            .Where(a => a is { AddressFamily: AddressFamily.InterNetwork } && !IPAddress.IsLoopback(a))
            .Select(a => a!.ToString()).Distinct()];
    }

    /// <summary>Runs a program, never a shell.</summary>
    /// <returns>What it complained of; null when all was well.</returns>
    private static async Task<string?> RunAsync(string program, string[] arguments, string? input, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
                if (input is not null) await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
                await process.WaitForExitAsync(ct);
                await output;
                var said = (await error).Trim();
                return process.ExitCode == 0 ? null : said.Length > 0 ? said.ReplaceLineEndings(" ").TrimEnd('.') : $"{Path.GetFileName(program)} ended with {process.ExitCode}";
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return error.Message.TrimEnd('.');
        }
    }
}
