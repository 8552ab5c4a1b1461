using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Docker.Real;

/// <summary>A client of a dockerd of the test's own: it may be restarted, and BuildKit's cache records, which carry no labels, go with it.</summary>
internal sealed class PrivateEngine : IAsyncDisposable
{
    private readonly PrivateDocker docker;

    private PrivateEngine(PrivateDocker docker)
    {
        this.docker = docker;
        Client = new(new Uri(docker.Host));
    }

    public DockerClient Client { get; }

    public static async Task<PrivateEngine> StartAsync() => new(await PrivateDocker.StartAsync());

    public Task RunAsync() => docker.StartAgainAsync();

    public Task StopAsync() => docker.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await docker.DisposeAsync();
    }
}
