using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace GraphPlatform.Tests.Hosting;

/// <summary>The machine's firewall, asked by its own command line.</summary>
public static class HostFirewall
{
    /// <summary>Whether this process may change it.</summary>
    public static bool IsAvailable => Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/iptables");

    /// <summary>What ends the names of an installation's chains.</summary>
    public static string SuffixOf(string installation) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(installation)))[..8];

    /// <summary>The rules that have to do with an installation, as <c>iptables -S</c> shows them.</summary>
    public static Task<string[]> RulesAsync(string installation) => RulesWithAsync(SuffixOf(installation));

    /// <summary>Runs iptables.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static async Task<(int Code, string Printed)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/sbin/iptables", ["-w", "10", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Removes what a test's server put there.</summary>
    internal static async Task RemoveAsync(string installation)
    {
        if (IsAvailable) await RemoveChainsAsync(SuffixOf(installation));
    }

    /// <summary>Removes what a test that was killed has left about these addresses.</summary>
    internal static async Task ForgetAsync(string range)
    {
        if (!IsAvailable) return;
        foreach (var chain in (await RulesWithAsync($" -s {range} ")).Select(r => r.Split(' ')[1]).Where(c => c.StartsWith("GRAPHPLATFORM-", StringComparison.Ordinal)).Distinct())
            await RemoveChainsAsync(chain[^8..]);
    }

    private static async Task<string[]> RulesWithAsync(string part)
    {
        var (_, printed) = await RunAsync("-S");
        return [.. printed.Split('\n').Where(l => l.Contains(part, StringComparison.Ordinal))];
    }

    private static async Task RemoveChainsAsync(string suffix)
    {
        var rules = await RulesWithAsync(suffix);
        foreach (var hook in rules.Where(r => r.StartsWith("-A", StringComparison.Ordinal) && !r.StartsWith("-A GRAPHPLATFORM", StringComparison.Ordinal)))
            await RunAsync(["-D", .. hook.Split(' ')[1..]]);
        foreach (var chain in rules.Where(r => r.StartsWith("-N", StringComparison.Ordinal)).Select(r => r.Split(' ')[1]))
        {
            await RunAsync("-F", chain);
            await RunAsync("-X", chain);
        }
    }
}
