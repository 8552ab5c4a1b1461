using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using GraphPlatform.Tests.Docker.Fakes;

namespace GraphPlatform.Tests.Docker;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(404, "No such container: x", DockerErrorKind.NotFound)]
    [InlineData(404, "No such image: foo:latest", DockerErrorKind.ImageNotFound)]
    [InlineData(404, "network x not found", DockerErrorKind.NotFound)]
    [InlineData(409, "Conflict. The container name \"/x\" is already in use by container \"abc\". You have to remove (or rename) that container", DockerErrorKind.NameInUse)]
    [InlineData(409, "network with name x already exists", DockerErrorKind.NameInUse)]
    [InlineData(409, "removal of container x is already in progress", DockerErrorKind.RemovalInProgress)]
    [InlineData(409, "Container abc is not running", DockerErrorKind.NotRunning)]
    [InlineData(409, "Container abc is paused, unpause the container before exec", DockerErrorKind.Paused)]
    [InlineData(409, "Container abc is already paused", DockerErrorKind.Paused)]
    [InlineData(500, "Container abc is not paused", DockerErrorKind.Conflict)]
    [InlineData(409, "You cannot remove a running container abc. Stop the container before attempting removal or force remove", DockerErrorKind.Conflict)]
    [InlineData(409, "remove v: volume is in use - [abc]", DockerErrorKind.InUse)]
    [InlineData(403, "error while removing network: network n id abc has active endpoints", DockerErrorKind.InUse)]
    [InlineData(403, "Pool overlaps with other one on this address space", DockerErrorKind.SubnetOverlap)]
    [InlineData(400, "invalid pool request: Pool overlaps with other one on this address space", DockerErrorKind.SubnetOverlap)]
    [InlineData(404, "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network", DockerErrorKind.AddressPoolsExhausted)]
    [InlineData(500, "driver failed programming external connectivity on endpoint x: Bind for 0.0.0.0:80 failed: port is already allocated", DockerErrorKind.PortInUse)]
    [InlineData(500, "Error starting userland proxy: listen tcp4 127.0.0.1:80: bind: address already in use", DockerErrorKind.PortInUse)]
    [InlineData(500, "write /var/lib/docker/tmp/x: no space left on device", DockerErrorKind.DiskFull)]
    [InlineData(400, "invalid CPU count", DockerErrorKind.BadRequest)]
    [InlineData(500, "runc did something odd", DockerErrorKind.ServerError)]
    public async Task The_engines_message_says_what_it_was(int status, string message, DockerErrorKind kind)
    {
        var body = "{\"message\":\"" + JsonEncodedText.Encode(message) + "\"}";
        await using var client = new DockerClient(FakeHandler.Json(body, (HttpStatusCode)status));
        var e = await Assert.ThrowsAsync<DockerException>(() => client.Containers.InspectAsync("x"));
        Assert.Equal((kind, (HttpStatusCode?)status, message), (e.Kind, e.StatusCode, e.EngineMessage));
    }

    [Theory]
    [InlineData(404, "pull access denied for x, repository does not exist or may require 'docker login'", DockerErrorKind.ImageNotFound)]
    [InlineData(404, "something new", DockerErrorKind.ImageNotFound)]
    [InlineData(500, "Get https://registry-1.docker.io/v2/: dial tcp: lookup registry-1.docker.io: no such host", DockerErrorKind.PullFailed)]
    [InlineData(500, "unauthorized: incorrect username or password", DockerErrorKind.Unauthorized)]
    public async Task What_fails_in_a_pull_is_told_apart(int status, string message, DockerErrorKind kind)
    {
        await using var client = new DockerClient(FakeHandler.Json("{\"message\":\"" + message + "\"}", (HttpStatusCode)status));
        Assert.Equal(kind, (await Assert.ThrowsAsync<DockerException>(() => PullAsync(client))).Kind);
    }

    [Theory]
    [InlineData("toomanyrequests: slow down", DockerErrorKind.PullFailed)]
    [InlineData("failed to register layer: write /x: no space left on device", DockerErrorKind.DiskFull)]
    public async Task An_error_in_the_middle_of_a_pull_is_an_exception(string message, DockerErrorKind kind)
    {
        var lines = "{\"status\":\"Downloading\",\"id\":\"a\",\"progressDetail\":{\"current\":1,\"total\":2}}\r\n"
            + "{\"errorDetail\":{\"message\":\"" + message + "\"},\"error\":\"" + message + "\"}\r\n";
        await using var client = new DockerClient(FakeHandler.Bytes(Encoding.UTF8.GetBytes(lines)));
        var e = await Assert.ThrowsAsync<DockerException>(() => PullAsync(client));
        Assert.Equal((kind, null, message), (e.Kind, e.StatusCode, e.EngineMessage));
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_unavailable_and_the_message_says_what_to_do()
    {
        await using var client = new DockerClient(new Uri("unix:///nowhere/docker.sock"));
        var e = await Assert.ThrowsAsync<DockerException>(() => client.Containers.ListAsync());
        Assert.Equal(DockerErrorKind.Unavailable, e.Kind);
        Assert.Contains("/nowhere/docker.sock", e.Message, StringComparison.Ordinal);
        Assert.Contains("no such socket", e.Message, StringComparison.Ordinal);
        Assert.Contains("dockerd", e.Message, StringComparison.Ordinal);
        Assert.IsType<SocketException>(e.GetBaseException());
    }

    [Fact]
    public async Task An_engine_that_hangs_is_unavailable_after_the_connect_timeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var client = new DockerClient(new Uri($"tcp://127.0.0.1:{port}"), new() { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(DockerErrorKind.Unavailable, (await Assert.ThrowsAsync<DockerException>(() => client.System.PingAsync())).Kind);
    }

    [Fact]
    public async Task Cancelling_is_not_an_engine_error()
    {
        await using var engine = new SocketEngine((_, stream) => SocketEngine.UntilClosedAsync(stream));
        await using var client = engine.Client();
        using var cancel = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Containers.ListAsync(ct: cancel.Token));
    }

    [Fact]
    public async Task A_page_that_is_no_docker_answer_is_a_protocol_error()
    {
        await using var client = new DockerClient(FakeHandler.Json("<html>"));
        Assert.Equal(DockerErrorKind.Protocol, (await Assert.ThrowsAsync<DockerException>(() => client.Containers.ListAsync())).Kind);
    }

    [Theory]
    [InlineData("../images")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task A_name_cannot_address_something_else(string name)
    {
        await using var client = new DockerClient(FakeHandler.Json("{}"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Containers.InspectAsync(name));
    }

    [Fact]
    public async Task A_failure_of_the_callers_own_tar_is_the_callers_exception()
    {
        await using var engine = new SocketEngine(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
            await SocketEngine.UntilClosedAsync(stream);
        });
        await using var client = engine.Client();
        await Assert.ThrowsAsync<NotSupportedException>(() => client.Containers.PutArchiveAsync("c", "/", new BadStream()));
    }

    private static async Task PullAsync(DockerClient client)
    {
        await foreach (var _ in client.Images.PullAsync("x"))
        {
        }
    }

    private sealed class BadStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("mine");
    }
}
