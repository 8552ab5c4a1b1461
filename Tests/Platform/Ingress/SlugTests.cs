using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Ingress;

public sealed class SlugTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_first_of_a_name_has_it_and_the_others_one_that_begins_so_even_at_the_same_moment(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        await world.LimitAsync(containers: 20);
        var projects = new List<Project>();
        for (var i = 0; i < 8; i++) projects.Add(await world.Database.Get<ProjectService>().CreateAsync(world.Ada, null, $"p{i}", CancellationToken.None));
        var slugs = (await Task.WhenAll(projects.Select(p => world.CreateAsync("web", start: false, projectId: p.Id)))).Select(c => c.Container!.Slug).ToList();
        Assert.Equal(8, slugs.Distinct().Count());
        Assert.Single(slugs, "web");
        Assert.All(slugs, slug => Assert.True(Names.IsLabel(slug) && slug.StartsWith("web", StringComparison.Ordinal), slug));
    }

    [Theory]
    [InlineData("web", "web-x1y2")]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f123456789g12", "a123456789b123456789c123456789d123456789e123456789f1234567-x1y2")]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f123456-89g12", "a123456789b123456789c123456789d123456789e123456789f123456-x1y2")]
    public void A_long_name_is_cut_so_that_it_stays_a_label(string name, string slug)
    {
        Assert.Equal(slug, Slugs.WithTail(name, "x1y2"));
        Assert.True(Names.IsLabel(slug));
    }

    [Theory]
    [InlineData("http", 80, "http://web.apps.example.com")]
    [InlineData("https", 443, "https://web.apps.example.com")]
    [InlineData("http", 8880, "http://web.apps.example.com:8880")]
    [InlineData("https", 80, "https://web.apps.example.com:80")]
    public void An_address_names_its_port_where_the_scheme_does_not(string scheme, int port, string url) =>
        Assert.Equal(url, PublicAddress.Of("web", new IngressOptions { Domain = "apps.example.com", Scheme = scheme, PublicPort = port }));
}
