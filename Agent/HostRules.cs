using System.Security.Cryptography;
using System.Text;

namespace GraphPlatform.Agent;

/// <summary>
/// The firewall rules that keep instances from the machine: values, so that they are tested without a firewall. Each installation has chains of
/// its own. Our networks have no IPv6 addresses, and Docker switches IPv6 off inside their containers, so IPv4 is all there is to say.
/// </summary>
internal sealed record HostRules(string InputChain, string ForwardChain, string Text)
{
    /// <summary>The rules of an installation.</summary>
    /// <param name="installation">Its id.</param>
    /// <param name="subnets">Where its instances have their addresses.</param>
    /// <param name="nameservers">Resolvers of the machine: where one is the machine itself, instances still resolve names.</param>
    public static HostRules From(string installation, IReadOnlyList<string> subnets, IReadOnlyList<string> nameservers)
    {
        var suffix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(installation)))[..8];
        var (input, forward) = ($"GRAPHPLATFORM-IN-{suffix}", $"GRAPHPLATFORM-FW-{suffix}");
        var text = new StringBuilder("*filter\n").Append($":{input} - [0:0]\n:{forward} - [0:0]\n");

        // What the machine says to itself, and answers to what it began: the gate, probes, published ports.
        text.Append($"-A {input} -i lo -j RETURN\n");
        text.Append($"-A {input} -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN\n");
        foreach (var subnet in subnets)
        {
            foreach (var server in nameservers)
                foreach (var protocol in (string[])["udp", "tcp"])
                    text.Append($"-A {input} -s {subnet} -d {server} -p {protocol} --dport 53 -j RETURN\n");
            text.Append($"-A {input} -s {subnet} -j DROP\n");
            text.Append($"-A {forward} -s {subnet} -d 169.254.0.0/16 -j DROP\n");
        }

        return new HostRules(input, forward, text.Append("COMMIT\n").ToString());
    }
}
