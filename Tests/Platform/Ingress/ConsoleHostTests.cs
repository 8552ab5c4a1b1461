using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Ingress;

public sealed class ConsoleHostTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_names_of_administrators_requests_are_no_ones_domain_and_those_of_others_block_nobody()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var (console, domains) = (world.Database.Get<ConsoleHosts>(), world.Database.Get<DomainService>());
        var id = (await world.CreateAsync("web")).Container!.Id;
        var early = await domains.AddAsync(world.Ada, id, "console.example.net", None);
        console.Note(world.Ada, "shop.example.com");
        console.Note(Caller.Anonymous, "shop.example.com");
        console.Note(world.Root, "Console.Example.NET");
        console.Note(world.Root, "127.0.0.1");
        console.Note(world.Root, "localhost");

        foreach (var refused in new Func<Task>[]
        {
            () => domains.VerifyAsync(world.Ada, early.Id, None), () => domains.AddAsync(world.Ada, id, "a.console.example.net", None),
            () => domains.AddAsync(world.Ada, id, "app.localhost", None), () => domains.AddAsync(world.Ada, id, "localhost.localdomain", None),
        })
        {
            var error = await Assert.ThrowsAsync<PlatformException>(refused);
            Assert.Equal(ErrorCode.Validation, error.Code);
            Assert.Contains("belongs to this installation", error.Message, StringComparison.Ordinal);
        }

        await domains.AddAsync(world.Ada, id, "shop.example.com", None);
        await domains.AddAsync(world.Ada, id, "example.net", None);
        Assert.Equal(["console.example.net"], await File.ReadAllLinesAsync(Path.Combine(world.Database.Folder, "console-hosts")));
        for (var i = 0; i < 30; i++) console.Note(world.Root, $"c{i}.example.org");
        Assert.Equal(16, (await File.ReadAllLinesAsync(Path.Combine(world.Database.Folder, "console-hosts"))).Length);
    }
}
