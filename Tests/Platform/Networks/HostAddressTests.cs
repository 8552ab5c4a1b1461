using GraphPlatform.Platform.Networks;

namespace GraphPlatform.Tests.Platform.Networks;

public sealed class HostAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("::1", "::1")]
    [InlineData("::", "::")]
    [InlineData("FD00::1", "fd00::1")]
    [InlineData("fd00:0:0:0:0:0:0:1", "fd00::1")]
    [InlineData("::ffff:127.0.0.2", "127.0.0.2")]       // the engine listens on IPv4 for it
    [InlineData("127.1", null)]
    [InlineData("1", null)]
    [InlineData("0", null)]
    [InlineData("2130706433", null)]
    [InlineData("0x7f.0.0.1", null)]
    [InlineData("0x7f000001", null)]
    [InlineData("127.0.0.01", null)]
    [InlineData("127.0.0.08", null)]
    [InlineData("0177.0.0.1", null)]
    [InlineData("127.0.1", null)]
    [InlineData("127.0.0.1.", null)]
    [InlineData(" 127.0.0.1", null)]
    [InlineData("127.0.0.1 ", null)]
    [InlineData("127.0.0.1\n", null)]
    [InlineData("１２７.0.0.1", null)]
    [InlineData("[::1]", null)]
    [InlineData("[::1]:80", null)]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("::1%1", null)]
    [InlineData("localhost", null)]
    [InlineData("", null)]
    public void Only_what_the_engine_reads_alike_is_an_address_and_it_has_one_form(string text, string? canonical) => Assert.Equal(canonical, HostAddress.Canonical(text));

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.3", false)]
    [InlineData("127.0.0.2", "127.0.0.2", true)]
    [InlineData("127.0.0.2", "0.0.0.0", true)]
    [InlineData("::", "127.0.0.2", true)]
    [InlineData("0.0.0.0", "::1", true)]
    public void One_address_keeps_a_port_from_another_where_they_are_equal_or_one_is_every_address(string one, string other, bool overlap)
    {
        Assert.Equal(overlap, HostAddress.Overlap(one, other));
        Assert.Equal(overlap, HostAddress.Overlap(other, one));
    }
}
