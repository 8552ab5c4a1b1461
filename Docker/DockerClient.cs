using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Engine;
using GraphPlatform.Docker.Exec;
using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Images;
using GraphPlatform.Docker.Networks;
using GraphPlatform.Docker.Volumes;

namespace GraphPlatform.Docker;

/// <summary>
/// A typed client of the Docker Engine API (<see cref="ApiVersion.Oldest"/> to <see cref="ApiVersion.Newest"/>), safe for concurrent use:
/// one for the whole process. Requests never queue behind open streams. Failures are <see cref="DockerException"/>.
/// </summary>
public sealed class DockerClient : IAsyncDisposable
{
    private readonly EngineHttp http;

    /// <summary>A client of the engine at <c>unix:///path</c>, <c>tcp://host:port</c>, <c>http://</c> or <c>https://</c>. Connects at the first request.</summary>
    public DockerClient(Uri endpoint, DockerClientOptions? options = null)
        : this(new EngineHttp(EngineEndpoint.From(endpoint, options ?? new()), null))
    {
    }

    /// <summary>A client over a handler of the caller's, for tests. The handler is disposed with the client.</summary>
    public DockerClient(HttpMessageHandler handler, DockerClientOptions? options = null)
        : this(new EngineHttp(EngineEndpoint.From(new("http://docker"), options ?? new()), handler))
    {
    }

    private DockerClient(EngineHttp http)
    {
        this.http = http;
        Containers = new(http);
        Images = new(http);
        Networks = new(http);
        Volumes = new(http);
        Exec = new(http);
        System = new(http);
    }

    /// <summary>A client as DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH say; without them <c>unix:///var/run/docker.sock</c>.</summary>
    public static DockerClient FromEnvironment() => FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>The same from any set of variables.</summary>
    public static DockerClient FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return new(new EngineHttp(EngineEndpoint.FromEnvironment(variable), null));
    }

    /// <summary>Where the engine is, for messages.</summary>
    public Uri Endpoint => http.Endpoint.Address;

    /// <summary>The API version agreed with the engine, or null before the first request and after the engine was away.</summary>
    public ApiVersion? NegotiatedVersion => http.Version.Agreed;

    /// <summary>Containers: their life, logs, stats and files.</summary>
    public ContainerApi Containers { get; }

    /// <summary>Images: pull, push, build, import.</summary>
    public ImageApi Images { get; }

    /// <summary>Networks.</summary>
    public NetworkApi Networks { get; }

    /// <summary>Volumes.</summary>
    public VolumeApi Volumes { get; }

    /// <summary>Commands inside running containers.</summary>
    public ExecApi Exec { get; }

    /// <summary>The engine itself: ping, version, info, events, disk usage.</summary>
    public SystemApi System { get; }

    /// <summary>Closes every connection; streams still open end with an error.</summary>
    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
