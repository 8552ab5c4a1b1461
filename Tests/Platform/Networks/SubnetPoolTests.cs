using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Networks;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Networks;

public sealed class SubnetPoolTests
{
    private readonly SubnetPool pool = new(Options.Create(new NetworkOptions { Pool = "10.9.0.0/22" }));

    [Fact]
    public void It_hands_out_the_first_network_that_nobody_has() =>
        Assert.Equal("10.9.1.0/24", pool.Allocate(["10.9.0.0/24", "10.9.2.0/24"]));

    [Fact]
    public void It_passes_over_foreign_networks_that_overlap_ours() =>
        Assert.Equal("10.9.2.0/24", pool.Allocate(["10.9.0.0/23", "192.168.0.0/16"]));

    [Fact]
    public void A_full_pool_says_what_to_do()
    {
        var error = Assert.Throws<PlatformException>(() => pool.Allocate(["10.0.0.0/8"]));
        Assert.Equal(ErrorCode.Capacity, error.Code);
        Assert.Contains("Networks:Pool", error.Message, StringComparison.Ordinal);
    }
}
