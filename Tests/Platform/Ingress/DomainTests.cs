using System.Net;
using System.Net.Sockets;
using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Tests.Platform.Database;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Ingress;

public sealed class DomainTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_domain_is_served_when_its_record_shows_the_token_and_no_sooner(DatabaseProvider kind)
    {
        await using var dns = new DnsResponder();
        await using var world = await WorldAsync(dns, kind);
        var (domains, names) = (world.Database.Get<DomainService>(), world.Database.Get<IngressNames>());
        var container = (await world.CreateAsync("web", httpPort: 8080)).Container;
        var domain = await domains.AddAsync(world.Ada, container!.Id, " Shop.Example.COM. ", CancellationToken.None);
        Assert.Equal(("shop.example.com", DomainStatus.Pending), (domain.Host, domain.Status));
        Assert.False(await names.IsServedAsync("shop.example.com", CancellationToken.None));

        var missing = await RefusalAsync(() => domains.VerifyAsync(world.Ada, domain.Id, CancellationToken.None));
        Assert.Equal(ErrorCode.Conflict, missing.Code);
        Assert.Contains("TXT record _graphplatform.shop.example.com: there is none", missing.Message, StringComparison.Ordinal);
        dns.Records["_graphplatform.shop.example.com"] = ["something else"];
        Assert.Contains("it has another value", (await RefusalAsync(() => domains.VerifyAsync(world.Ada, domain.Id, CancellationToken.None))).Message, StringComparison.Ordinal);
        dns.Fails = true;
        Assert.Contains("could not be looked up", (await RefusalAsync(() => domains.VerifyAsync(world.Ada, domain.Id, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.False(await names.IsServedAsync("shop.example.com", CancellationToken.None));

        (dns.Fails, dns.Truncates) = (false, true);
        dns.Records["_graphplatform.shop.example.com"].Add(domain.Token);
        var verified = await domains.VerifyAsync(world.Ada, domain.Id, CancellationToken.None);
        Assert.Equal((DomainStatus.Verified, world.Database.Clock.GetUtcNow()), (verified.Status, verified.VerifiedAt));
        Assert.Equal(container.Id, await names.ContainerOfAsync("SHOP.example.com", CancellationToken.None));
        Assert.Equal(container.Id, await names.ContainerOfAsync("web.apps.localhost", CancellationToken.None));
        Assert.False(await names.IsServedAsync("other.apps.localhost", CancellationToken.None));
        Assert.False(await names.IsServedAsync("a.web.apps.localhost", CancellationToken.None));
        Assert.False(await names.IsServedAsync("127.0.0.1", CancellationToken.None));
        Assert.Equal(
            ["http://web.apps.localhost:8880", "http://shop.example.com:8880"],
            world.Database.Get<AddressService>().Urls(world.Ada, container, [verified]).Select(u => u.Url));

        Assert.Empty(world.Database.Get<AddressService>().Urls(world.Ada, (await world.CreateAsync("mute")).Container!, []));

        await domains.RemoveAsync(world.Ada, domain.Id, CancellationToken.None);
        Assert.False(await names.IsServedAsync("shop.example.com", CancellationToken.None));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Of_two_organizations_the_one_that_shows_the_token_has_it(DatabaseProvider kind)
    {
        await using var dns = new DnsResponder();
        await using var world = await WorldAsync(dns, kind);
        var domains = world.Database.Get<DomainService>();
        var bob = await PageTests.UserAsync(world.Database, "bob@example.com");
        var project = await world.Database.Get<ProjectService>().CreateAsync(bob, null, "bobs", CancellationToken.None);
        var (ours, his) = ((await world.CreateAsync("web")).Container, await CreateAsync(world, bob, project.Id));

        // One that has only added it keeps nobody from it.
        var squatted = await domains.AddAsync(bob, his, "shop.example.com", CancellationToken.None);
        var mine = await domains.AddAsync(world.Ada, ours!.Id, "shop.example.com", CancellationToken.None);
        dns.Records[mine.RecordName] = [mine.Token];
        await domains.VerifyAsync(world.Ada, mine.Id, CancellationToken.None);
        dns.Records[mine.RecordName] = [squatted.Token];
        Assert.Contains("verified by another organization", (await RefusalAsync(() => domains.VerifyAsync(bob, squatted.Id, CancellationToken.None))).Message, StringComparison.Ordinal);
        await domains.RemoveAsync(bob, squatted.Id, CancellationToken.None);
        Assert.Equal(ErrorCode.Conflict, (await RefusalAsync(() => domains.AddAsync(bob, his, "shop.example.com", CancellationToken.None))).Code);
        Assert.Equal(ErrorCode.Conflict, (await RefusalAsync(() => domains.AddAsync(world.Ada, ours.Id, "shop.example.com", CancellationToken.None))).Code);

        // What is not his does not exist for him.
        Assert.Equal(ErrorCode.NotFound, (await RefusalAsync(() => domains.VerifyAsync(bob, mine.Id, CancellationToken.None))).Code);
        Assert.Equal(ErrorCode.NotFound, (await RefusalAsync(() => domains.RemoveAsync(bob, mine.Id, CancellationToken.None))).Code);
        Assert.Equal(ErrorCode.NotFound, (await RefusalAsync(() => domains.AddAsync(bob, ours.Id, "b.example.com", CancellationToken.None))).Code);
        Assert.Empty(await domains.ByIdAsync(bob, [mine.Id], CancellationToken.None));

        // A viewer sees it and changes nothing.
        var viewer = await world.MemberAsync(Role.Viewer);
        Assert.Single(await domains.ByIdAsync(viewer, [mine.Id], CancellationToken.None));
        Assert.Equal(ErrorCode.Forbidden, (await RefusalAsync(() => domains.VerifyAsync(viewer, mine.Id, CancellationToken.None))).Code);
        Assert.Equal(ErrorCode.Forbidden, (await RefusalAsync(() => domains.RemoveAsync(viewer, mine.Id, CancellationToken.None))).Code);
        Assert.Equal(ErrorCode.Forbidden, (await RefusalAsync(() => domains.AddAsync(viewer, ours.Id, "v.example.com", CancellationToken.None))).Code);

        // A container that goes takes its domains with it.
        await world.Database.Get<ContainerService>().DeleteAsync(world.Ada, ours.Id, volumes: true, ChangeTerms.None, CancellationToken.None);
        await world.ReconcileAsync(ours.Id);
        Assert.Empty(await domains.ByIdAsync(world.Ada, [mine.Id], CancellationToken.None));
    }

    [Fact]
    public async Task A_host_that_points_here_shows_the_token_over_http_and_nothing_is_followed()
    {
        await using var dns = new DnsResponder();
        using var web = new TcpListener(IPAddress.Loopback, 0);
        web.Start();
        await using var world = await WorldAsync(dns);
        var names = world.Database.Get<IngressNames>();
        var domain = await world.Database.Get<DomainService>().AddAsync(world.Ada, (await world.CreateAsync("web")).Container!.Id, "shop.example.com", CancellationToken.None);
        var path = Domain.ChallengePath + domain.Id;
        Assert.Equal(domain.Token, await names.ChallengeAsync("Shop.example.com", path, CancellationToken.None));
        Assert.Null(await names.ChallengeAsync("other.example.com", path, CancellationToken.None));
        Assert.Null(await names.ChallengeAsync("shop.example.com", "/", CancellationToken.None));

        using var check = new OwnershipCheck(world.Database.Get<TextRecords>(), world.Database.Get<IOptions<IngressOptions>>(), async (_, ct) =>
        {
            var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)web.LocalEndpoint, ct);
            return client.GetStream();
        });
        var asked = AnswerAsync(web, "HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Contains("it answers something else", await check.ExplainAsync(domain, CancellationToken.None), StringComparison.Ordinal);
        Assert.StartsWith($"GET {path} HTTP/1.1\r\nHost: shop.example.com:8880\r\n", await asked, StringComparison.Ordinal);
        asked = AnswerAsync(web, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n" + domain.Token);
        Assert.Contains("it answers nothing of ours", await check.ExplainAsync(domain, CancellationToken.None), StringComparison.Ordinal);
        await asked;
        asked = AnswerAsync(web, $"HTTP/1.1 200 OK\r\nContent-Length: {domain.Token.Length + 1}\r\nConnection: close\r\n\r\n{domain.Token}\n");
        Assert.Null(await check.ExplainAsync(domain, CancellationToken.None));
        await asked;
    }

    [Fact]
    public async Task Names_of_the_installation_and_what_is_no_name_are_refused()
    {
        await using var dns = new DnsResponder();
        await using var world = await WorldAsync(dns);
        var domains = world.Database.Get<DomainService>();
        var id = (await world.CreateAsync("web")).Container!.Id;
        foreach (var bad in new[] { "web.apps.localhost", "apps.localhost", "console.example.org", "a.console.example.org", "localhost", "10.0.0.1", "[::1]", "shop.example.com:80", "*.example.com", "a b.example.com", "-a.example.com", "x/y.example.com", "" })
            Assert.Equal(ErrorCode.Validation, (await RefusalAsync(() => domains.AddAsync(world.Ada, id, bad, CancellationToken.None))).Code);
        Assert.Equal("xn--bcher-kva.example.com", (await domains.AddAsync(world.Ada, id, "BÜCHER.example.com", CancellationToken.None)).Host);
        Assert.Equal(ErrorCode.Conflict, (await RefusalAsync(() => domains.AddAsync(world.Ada, id, "xn--bcher-kva.example.com", CancellationToken.None))).Code);
    }

    private static async Task<string> AnswerAsync(TcpListener web, string answer)
    {
        using var client = await web.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        var length = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static Task<QuotaWorld> WorldAsync(DnsResponder dns, DatabaseProvider kind = DatabaseProvider.Sqlite, int port = 8880) => QuotaWorld.OpenAsync(
        kind, new() { ["Ingress:DnsServer"] = dns.Address, ["Ingress:PublicPort"] = port.ToString(), ["Ingress:ConsoleHost"] = "console.example.org" });

    private static async Task<string> CreateAsync(QuotaWorld world, Caller caller, string projectId) => (await world.Database.Get<ContainerCreation>().CreateAsync(
        caller, new NewContainer(projectId, "web", new ContainerConfig("app:1")), ChangeTerms.None, CancellationToken.None)).Container!.Id;

    private static Task<PlatformException> RefusalAsync(Func<Task> refused) => Assert.ThrowsAsync<PlatformException>(refused);
}
