using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Ingress.Gate;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Ingress;

public sealed class RoutingTableTests
{
    [Fact]
    public void A_name_is_found_however_it_is_written_and_only_whole()
    {
        var table = Table(new Route("ctr_1", 80, ["web.apps.localhost", "xn--bcher-kva.example.com"]));
        foreach (var written in new[] { "web.apps.localhost", "WEB.Apps.Localhost", "web.apps.localhost.", "bücher.example.com" }) Assert.Equal("ctr_1", table.Find(written)?.ContainerId);
        foreach (var other in new[] { "apps.localhost", "a.web.apps.localhost", "web", "", "127.0.0.1", "[::1]", "web.apps.localhost/", "web.apps.localhost evil" }) Assert.Null(table.Find(other));
    }

    [Fact]
    public void A_domain_that_has_moved_leads_to_its_new_container_in_whichever_order_that_is_told()
    {
        foreach (var newFirst in new[] { true, false })
        {
            var table = Table(new Route("ctr_1", 80, ["one.apps.localhost", "shop.example.com"]), new Route("ctr_2", 80, ["two.apps.localhost"]));
            Route[] told = [new("ctr_2", 80, ["two.apps.localhost", "shop.example.com"]), new("ctr_1", 80, ["one.apps.localhost"])];
            foreach (var route in newFirst ? told : told.Reverse()) table.Set(route);
            Assert.Equal("ctr_2", table.Find("shop.example.com")?.ContainerId);
            table.Remove("ctr_1");
            Assert.Equal("ctr_2", table.Find("shop.example.com")?.ContainerId);
            Assert.Null(table.Find("one.apps.localhost"));
            table.Replace([]);
            Assert.Null(table.Find("shop.example.com"));
        }
    }

    [Fact]
    public void Those_that_wait_are_counted_in_all_and_for_each_container()
    {
        var held = new HeldRequests(Options.Create(new IngressOptions { MaxHeldRequests = 3, MaxHeldPerContainer = 2 }));
        var first = held.TryHold("a");
        using var second = held.TryHold("a");
        Assert.Null(held.TryHold("a"));
        using var third = held.TryHold("b");
        Assert.Null(held.TryHold("c"));
        first!.Dispose();
        first.Dispose();
        Assert.Equal(2, held.Count);
        Assert.NotNull(held.TryHold("c"));
        Assert.Null(held.TryHold("b"));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_table_follows_the_database(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind, new());
        var before = (await world.CreateAsync("web", httpPort: 8080)).Container!.Id;
        var (table, database, events) = (new RoutingTable(), world.Database.Get<StateDatabase>(), world.Database.Get<EventBus>());
        using var feed = new RoutingFeed(table, database, events, world.Database.Get<IOptions<IngressOptions>>(), TimeProvider.System, NullLogger<RoutingFeed>.Instance);
        await feed.StartAsync(CancellationToken.None);
        await table.Loaded.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((before, 8080), (table.Find("web.apps.localhost")?.ContainerId, table.Find("web.apps.localhost")?.HttpPort));

        var later = (await world.CreateAsync("api")).Container!.Id;
        await UntilAsync(() => table.Find("api.apps.localhost") is { HttpPort: null } found && found.ContainerId == later);
        await world.Database.Get<ContainerService>().DeleteAsync(world.Ada, before, volumes: true, ChangeTerms.None, CancellationToken.None);
        await UntilAsync(() => table.Find("web.apps.localhost") is null);
        Assert.NotNull(table.Find("api.apps.localhost"));
        await feed.StopAsync(CancellationToken.None);
    }

    private static RoutingTable Table(params Route[] routes)
    {
        var table = new RoutingTable();
        table.Replace(routes);
        return table;
    }

    /// <summary>The table tells nobody when it has followed.</summary>
    private static async Task UntilAsync(Func<bool> so)
    {
        for (var patience = 0; !so(); patience++)
        {
            Assert.True(patience < 3000, "The table does not follow.");
            await Task.Delay(10);
        }
    }
}
