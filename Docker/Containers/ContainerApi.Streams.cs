using System.Runtime.CompilerServices;
using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Streams;

namespace GraphPlatform.Docker.Containers;

/// <content>What a container says and uses, for as long as it is read.</content>
public sealed partial class ContainerApi
{
    /// <summary>
    /// Its output, frame by frame, without allocating for each. Leaving the loop or cancelling closes the connection at once; a connection
    /// that breaks is <see cref="DockerErrorKind.StreamBroken"/>, never a silent end. <c>GET /containers/{id}/logs</c>
    /// </summary>
    /// <remarks>Docker 20.10 itself ends a <see cref="LogOptions.Follow"/> stream when the container ends, although a reader that lags has
    /// not had everything, and the end looks clean. So after the end read once more without Follow, since the last time seen.</remarks>
    public async IAsyncEnumerable<LogFrame> LogsAsync(string id, LogOptions options, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var query = new Query()
            .Add("follow", options.Follow).Add("stdout", options.Stdout).Add("stderr", options.Stderr).Add("timestamps", options.Timestamps)
            .Add("since", options.Since?.ToString()).Add("until", options.Until?.ToString()).Add("tail", options.Tail);
        using var stream = await http.OpenAsync(EngineRequest.Get(Path(id, "/logs"), query), ct);
        // Since API 1.42 the content type says whether there are frames; before that only the caller knows.
        var raw = http.Version.Agreed is { Minor: >= 42 } && stream.MediaType is { } type && type.StartsWith("application/vnd.docker.", StringComparison.Ordinal)
            ? type == "application/vnd.docker.raw-stream"
            : options.Tty;
        using var frames = new FrameReader(stream, raw);
        do
        {
            while (frames.TryRead(out var frame)) yield return frame;
        }
        while (await frames.FillAsync(ct));
    }

    /// <summary>
    /// A sample of its counters about once a second over one open connection, until it is removed; samples of a stopped one are empty
    /// (<see cref="ContainerStatsSample.ReadAt"/> is null). <c>GET /containers/{id}/stats?stream=1</c>
    /// </summary>
    public async IAsyncEnumerable<ContainerStatsSample> StatsAsync(string id, [EnumeratorCancellation] CancellationToken ct = default)
    {
        using var stream = await http.OpenAsync(EngineRequest.Get(Path(id, "/stats"), new Query().Add("stream", true)), ct);
        using var lines = new LineReader(stream);
        do
        {
            while (lines.TryRead(out var line)) yield return StatsParser.Parse(line.Span);
        }
        while (await lines.FillAsync(ct));
    }
}
