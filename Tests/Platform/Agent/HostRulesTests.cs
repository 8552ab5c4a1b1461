using GraphPlatform.Agent;

namespace GraphPlatform.Tests.Platform.Agent;

public sealed class HostRulesTests
{
    [Fact]
    public void Instances_get_answers_and_names_and_nothing_else_from_the_machine()
    {
        var rules = HostRules.From("gpi_1", ["10.201.0.0/16", "10.5.1.0/24"], ["192.168.1.1"]);
        var (input, forward) = (rules.InputChain, rules.ForwardChain);
        Assert.Equal(
            $"""
            *filter
            :{input} - [0:0]
            :{forward} - [0:0]
            -A {input} -i lo -j RETURN
            -A {input} -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN
            -A {input} -s 10.201.0.0/16 -d 192.168.1.1 -p udp --dport 53 -j RETURN
            -A {input} -s 10.201.0.0/16 -d 192.168.1.1 -p tcp --dport 53 -j RETURN
            -A {input} -s 10.201.0.0/16 -j DROP
            -A {forward} -s 10.201.0.0/16 -d 169.254.0.0/16 -j DROP
            -A {input} -s 10.5.1.0/24 -d 192.168.1.1 -p udp --dport 53 -j RETURN
            -A {input} -s 10.5.1.0/24 -d 192.168.1.1 -p tcp --dport 53 -j RETURN
            -A {input} -s 10.5.1.0/24 -j DROP
            -A {forward} -s 10.5.1.0/24 -d 169.254.0.0/16 -j DROP
            COMMIT

            """,
            rules.Text);
    }

    [Fact]
    public void Installations_have_chains_of_their_own_with_names_that_fit()
    {
        var (one, other) = (HostRules.From("gpi_1", [], []), HostRules.From("gpi_2", [], []));
        Assert.NotEqual(one.InputChain, other.InputChain);
        Assert.NotEqual(one.ForwardChain, other.ForwardChain);
        Assert.True(one.InputChain.Length <= 28);       // XT_EXTENSION_MAXNAMELEN
    }

    [Fact]
    public async Task An_engine_that_may_be_elsewhere_is_not_claimed_to_be_protected()
    {
        var answer = await HostFirewall.ApplyAsync(new Uri("tcp://10.0.0.1:2376"), "gpi_1", ["10.201.0.0/16"], [], CancellationToken.None);
        Assert.Contains("another machine", answer.MissingBecause, StringComparison.Ordinal);
    }
}
