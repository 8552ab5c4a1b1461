using System.Net;
using GraphPlatform.Tests.Docker.Fakes;

namespace GraphPlatform.Tests.Docker;

public sealed class VersionTests
{
    [Theory]
    [InlineData("1.41", "/v1.41/")]
    [InlineData("1.48", "/v1.48/")]
    [InlineData("1.99", "/v1.51/")]
    public async Task The_version_is_the_newest_that_both_speak(string engine, string prefix)
    {
        var handler = FakeHandler.Json("[]");
        handler.Version = engine;
        await using var client = new DockerClient(handler);
        Assert.Null(client.NegotiatedVersion);
        await client.Containers.ListAsync();
        Assert.StartsWith(prefix, handler.Paths[0], StringComparison.Ordinal);
        Assert.Equal(prefix, $"/v{client.NegotiatedVersion}/");
    }

    [Theory]
    [InlineData("1.40")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task An_engine_that_is_too_old_or_none_is_refused_with_a_reason(string? engine)
    {
        var handler = FakeHandler.Json("[]");
        handler.Version = engine;
        await using var client = new DockerClient(handler);
        var e = await Assert.ThrowsAsync<DockerException>(() => client.Containers.ListAsync());
        Assert.Equal(DockerErrorKind.Protocol, e.Kind);
        Assert.Empty(handler.Paths);
    }

    [Fact]
    public async Task It_is_asked_once_by_many_requests_and_again_after_the_engine_was_away()
    {
        var away = false;
        var handler = new FakeHandler(_ => away ? throw new HttpRequestException("gone") : FakeHandler.Text("[]"));
        await using var client = new DockerClient(handler);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Containers.ListAsync()));
        Assert.Equal(1, handler.Pings);

        away = true;
        var e = await Assert.ThrowsAsync<DockerException>(() => client.Containers.ListAsync());
        Assert.Equal(DockerErrorKind.Unavailable, e.Kind);

        (away, handler.Version) = (false, "1.44");
        await client.Containers.ListAsync();
        Assert.Equal(2, handler.Pings);
        Assert.StartsWith("/v1.44/", handler.Paths[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_engine_in_the_place_of_a_newer_one_is_asked_once_more()
    {
        FakeHandler handler = null!;
        handler = new(request => request.RequestUri!.AbsolutePath.StartsWith("/v1.41/", StringComparison.Ordinal)
            ? FakeHandler.Text("[]")
            : Refuse(handler)) { Version = "1.50" };
        await using var client = new DockerClient(handler);
        Assert.Empty(await client.Containers.ListAsync());
        Assert.Equal(2, handler.Pings);

        static HttpResponseMessage Refuse(FakeHandler handler)
        {
            handler.Version = "1.41";
            return FakeHandler.Text("""{"message":"client version 1.50 is too new. Maximum supported API version is 1.41"}""", HttpStatusCode.BadRequest);
        }
    }
}
