using System.Runtime.CompilerServices;
using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Streams;

namespace GraphPlatform.Docker.Images;

/// <content>Images on their way: registries, tars, builds.</content>
public sealed partial class ImageApi
{
    /// <summary>
    /// Pulls an image; without a tag <c>latest</c>. Complete when the loop ends; leaving it or cancelling stops the pull.
    /// <see cref="DockerErrorKind.ImageNotFound"/>, <see cref="DockerErrorKind.PullFailed"/>, <see cref="DockerErrorKind.Unauthorized"/>,
    /// <see cref="DockerErrorKind.DiskFull"/>. <c>POST /images/create?fromImage=</c>
    /// </summary>
    public IAsyncEnumerable<PullProgress> PullAsync(string reference, RegistryAuth? auth = null, CancellationToken ct = default)
    {
        var (repository, tag) = ImageReference.Parse(reference);
        var query = new Query().Add("fromImage", repository).Add("tag", tag ?? "latest");
        return TransferAsync(EngineRequest.Post("/images/create", query), auth, Purpose.Pull, ct);
    }

    /// <summary>Asks an image's registry for it without pulling it: also for one that is here, which the engine would not ask for again by its digest.
    /// Returns the digest of its manifest. Errors are those of a pull. <c>GET /distribution/{name}/json</c></summary>
    public async Task<string> AskRegistryAsync(string reference, RegistryAuth? auth = null, CancellationToken ct = default)
    {
        var request = EngineRequest.Get("/distribution/" + EnginePath.Image(reference) + "/json");
        request = request with { Header = auth is null ? null : ("X-Registry-Auth", auth.ToHeader()), Purpose = Purpose.Pull };
        return (await http.ReadJsonAsync(request, DockerJson.Default.DistributionDetails, ct)).Descriptor.Digest;
    }

    /// <summary>Pushes an image to the registry that its name says. Complete when the loop ends.
    /// <see cref="DockerErrorKind.PushFailed"/> and those of a pull. <c>POST /images/{name}/push</c></summary>
    public IAsyncEnumerable<PullProgress> PushAsync(string reference, RegistryAuth? auth = null, CancellationToken ct = default)
    {
        var (repository, tag) = ImageReference.Parse(reference);
        var request = EngineRequest.Post(Path(repository, "/push"), new Query().Add("tag", tag ?? "latest"));
        // The engine insists on the header, even when it says nothing.
        return TransferAsync(request, auth ?? new(), Purpose.Push, ct);
    }

    /// <summary>Loads images from a tar as <c>docker save</c> writes it. Returns their names, or ids where they have none.
    /// <c>POST /images/load</c></summary>
    public async Task<IReadOnlyList<string>> LoadAsync(Stream tar, CancellationToken ct = default)
    {
        var loaded = new List<string>();
        var request = EngineRequest.Post("/images/load", new Query().Add("quiet", true)).WithTar(tar);
        await foreach (var message in JsonLines.ReadAsync(http, request, DockerJson.Default.EngineMessage, ct))
        {
            var text = message.ThrowIfError(Purpose.General).Stream?.Trim() ?? "";
            if (text.StartsWith("Loaded image", StringComparison.Ordinal)) loaded.Add(text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        }

        return loaded;
    }

    /// <summary>Images as a tar that <see cref="LoadAsync"/> reads. Disposing it closes its connection. <c>GET /images/get</c></summary>
    public async Task<Stream> SaveAsync(IReadOnlyList<string> references, CancellationToken ct = default) =>
        new DownloadStream(await http.OpenAsync(EngineRequest.Get("/images/get", new Query().Add("names", references)), ct));

    /// <summary>Makes an image of one layer from the files in a tar. Returns its id. <c>POST /images/create?fromSrc=-</c></summary>
    /// <param name="tar">The file system; plain or compressed; read to its end, not closed.</param>
    /// <param name="reference">Its name.</param>
    /// <param name="changes">Dockerfile instructions such as <c>CMD ["sh"]</c> or <c>LABEL a=b</c>.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> ImportAsync(Stream tar, string reference, IReadOnlyList<string>? changes = null, CancellationToken ct = default)
    {
        var (repository, tag) = ImageReference.Parse(reference);
        var query = new Query().Add("fromSrc", "-").Add("repo", repository).Add("tag", tag).Add("changes", changes);
        var id = "";
        await foreach (var message in JsonLines.ReadAsync(
            http, EngineRequest.Post("/images/create", query).WithTar(tar), DockerJson.Default.EngineMessage, ct))
            id = message.ThrowIfError(Purpose.General).Status ?? id;
        return id;
    }

    /// <summary>
    /// Builds an image. Complete when the loop ends; leaving it or cancelling ends the classic builder's work.
    /// <see cref="DockerErrorKind.BuildFailed"/> with the failing step in its message. <c>POST /build</c>
    /// </summary>
    /// <param name="context">A tar with the Dockerfile and what it copies; read to its end, not closed. BuildKit takes one whose first
    /// entry has a pax header for a Dockerfile: write it as ustar or GNU.</param>
    /// <param name="options">How.</param>
    /// <param name="ct">Cancels.</param>
    public async IAsyncEnumerable<BuildMessage> BuildAsync(
        Stream context, BuildOptions options, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var request = (EngineRequest.Post("/build", options.ToQuery()) with { Header = options.ToHeader(), Purpose = Purpose.Build }).WithTar(context);
        await foreach (var message in JsonLines.ReadAsync(http, request, DockerJson.Default.EngineMessage, ct))
            yield return BuildMessage.From(message.ThrowIfError(Purpose.Build));
    }

    private async IAsyncEnumerable<PullProgress> TransferAsync(
        EngineRequest request, RegistryAuth? auth, Purpose purpose, [EnumeratorCancellation] CancellationToken ct)
    {
        request = request with { Header = auth is null ? null : ("X-Registry-Auth", auth.ToHeader()), Purpose = purpose };
        await foreach (var message in JsonLines.ReadAsync(http, request, DockerJson.Default.EngineMessage, ct))
        {
            message.ThrowIfError(purpose);
            if (message.Status is not null || message.Aux is not null)
                yield return new(message.Id, message.Status ?? "", message.Progress?.Current, message.Progress?.Total, message.AuxText("Digest"));
        }
    }
}
