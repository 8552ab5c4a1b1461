using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Ingress;

public sealed class DomainTests(DomainTests.ServerWithoutDns fixture) : IClassFixture<DomainTests.ServerWithoutDns>
{
    [Fact]
    public async Task A_domain_is_added_shown_and_removed_over_the_api_and_not_served_before_it_is_verified()
    {
        var (id, _) = await fixture.CreateAsync("exec sleep 1000", ", start: false, httpPort: 8080");
        var added = await fixture.Client.MutateAsync(
            "addDomain(input: {containerId: $id, host: \"Shop.Example.com\"}) { domain { id host status verification { recordName recordValue url answer } } }", "$id: ID!", new { id });
        var domain = added.GetProperty("domain");
        var domainId = domain.GetProperty("id").GetString();
        Assert.Equal(("shop.example.com", "PENDING"), (domain.GetProperty("host").GetString(), domain.GetProperty("status").GetString()));
        var verification = domain.GetProperty("verification");
        Assert.Equal("_graphplatform.shop.example.com", verification.GetProperty("recordName").GetString());
        Assert.Equal($"http://shop.example.com:8880/.well-known/graphplatform-verification/{domainId}", verification.GetProperty("url").GetString());
        Assert.Equal(verification.GetProperty("answer").GetString(), verification.GetProperty("recordValue").GetString());

        var refused = await fixture.Client.TryMutateAsync("verifyDomain(input: {domainId: $id}) { domain { id } }", "$id: ID!", new { id = domainId });
        var error = Assert.Single(refused.GetProperty("errors").EnumerateArray());
        Assert.Equal("ConflictError", error.GetProperty("__typename").GetString());
        Assert.Contains("does not show the token yet", error.GetProperty("message").GetString(), StringComparison.Ordinal);

        var seen = (await fixture.Client.QueryAsync(
            "query($c: ID!, $d: ID!) { container(id: $c) { domains { id container { id } } urls { kind } } node(id: $d) { id __typename } }", new { c = id, d = domainId }));
        Assert.Equal(domainId, Assert.Single(seen.GetProperty("container").GetProperty("domains").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("SLUG", Assert.Single(seen.GetProperty("container").GetProperty("urls").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal("Domain", seen.GetProperty("node").GetProperty("__typename").GetString());

        await fixture.Client.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        using var eve = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com");
        foreach (var mutation in new[] { $"verifyDomain(input: {{domainId: \"{domainId}\"}}) {{ domain {{ id }} }}", $"removeDomain(input: {{domainId: \"{domainId}\"}}) {{ domainId }}", $"addDomain(input: {{containerId: \"{id}\", host: \"eve.example.com\"}}) {{ domain {{ id }} }}" })
            Assert.Equal("NOT_FOUND", (await eve.TryMutateAsync(mutation)).GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, (await eve.QueryAsync("query($d: ID!) { node(id: $d) { id } }", new { d = domainId })).GetProperty("node").ValueKind);

        await fixture.Client.MutateAsync("removeDomain(input: {domainId: $id}) { domainId }", "$id: ID!", new { id = domainId });
        seen = await fixture.Client.QueryAsync("query($c: ID!) { container(id: $c) { domains { id } } }", new { c = id });
        Assert.Equal(0, seen.GetProperty("container").GetProperty("domains").GetArrayLength());
    }

    /// <summary>A server whose name server is not there.</summary>
    public sealed class ServerWithoutDns : ServerFixture
    {
        /// <inheritdoc />
        protected override string[] Options => ["--Ingress:DnsServer", "127.0.0.1:9"];
    }
}
