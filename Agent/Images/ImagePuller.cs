using GraphPlatform.Docker;
using GraphPlatform.Docker.Images;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent.Images;

/// <summary>Finds images on the engine, or pulls them.</summary>
internal sealed class ImagePuller(DockerClient docker)
{
    /// <summary>The image that <paramref name="reference"/> names, pulled if it is not there, or if its registry has to be asked.</summary>
    public async Task<ResolvedImage> ResolveAsync(string reference, ImageAccess access, IProgress<Platform.Workers.PullProgress> progress, CancellationToken ct)
    {
        var here = await NamedAsync(reference, ct);

        // What the registry that the name means never had was put here by whoever runs the machine, for everybody.
        if (here is not null && !IsFromItsRegistry(here, reference)) return Resolved(here, reference);
        if (here is not null && !access.AsksAlways && (!access.Guarded.Contains(here.Id) || access.Granted.Contains(here.Id))) return Resolved(here, reference);

        // The engine does not ask for a manifest that it has, whoever wants it.
        if (access.Guarded.Count > 0) await docker.Images.AskRegistryAsync(reference, Auth(access.Login), ct);
        await PullAsync(reference, access.Login, progress, ct);
        var image = await docker.Images.InspectAsync(reference, ct);
        return Resolved(image, reference) with { Pulled = image.Id != here?.Id, Asked = true };
    }

    private static ResolvedImage Resolved(ImageDetails image, string reference) => new(image.Id, Pulled: false) { Volumes = DeclaredVolumes.Of(image, reference) };

    /// <summary>An image that was pulled has a digest of the repository that it came from; pushing it elsewhere adds one of that repository.</summary>
    private static bool IsFromItsRegistry(ImageDetails image, string reference)
    {
        var repository = LocalImageName.RepositoryOf(reference);
        return image.RepoDigests.Any(digest => LocalImageName.RepositoryOf(digest) == repository);
    }

    /// <summary>The image that is known to be a deployment's, pulled again where it is gone.</summary>
    public async Task<ResolvedImage> FindResolvedAsync(string reference, string digest, RegistryLogin? login, CancellationToken ct) =>
        Resolved(await FindAsync(reference, digest, login, ct), reference);

    /// <summary>The image of a deployment. One that somebody removed from the worker is pulled again, if its name still means the same.</summary>
    public async Task<ImageDetails> FindAsync(string reference, string digest, RegistryLogin? login, CancellationToken ct)
    {
        try
        {
            return await docker.Images.InspectAsync(digest, ct);
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.ImageNotFound or DockerErrorKind.NotFound)
        {
            await PullAsync(reference, login, new Progress<Platform.Workers.PullProgress>(), ct);
            var image = await docker.Images.InspectAsync(reference, ct);
            return image.Id == digest ? image : throw new PlatformException(
                ErrorCode.Engine, $"The image of this deployment is no longer on the worker, and {reference} is another one by now. Create the container anew.");
        }
    }

    /// <summary>The image that has this name here. The engine takes the beginning of an id for a name too, and so would find anybody's image.</summary>
    private async Task<ImageDetails?> NamedAsync(string reference, CancellationToken ct)
    {
        try
        {
            var image = await docker.Images.InspectAsync(reference, ct);
            var name = LocalImageName.Of(reference);
            return image.RepoTags.Concat(image.RepoDigests).Any(n => LocalImageName.Of(n) == name) ? image : null;
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.ImageNotFound or DockerErrorKind.NotFound)
        {
            return null;
        }
    }

    private static RegistryAuth? Auth(RegistryLogin? login) =>
        login is null ? null : new RegistryAuth { Username = login.Username, Password = login.Password, ServerAddress = login.Server };

    private async Task PullAsync(string reference, RegistryLogin? login, IProgress<Platform.Workers.PullProgress> progress, CancellationToken ct)
    {
        var layers = new Dictionary<string, Layer>();
        progress.Report(new Platform.Workers.PullProgress(0, 0, 0, 0));
        await foreach (var line in docker.Images.PullAsync(reference, Auth(login), ct))
        {
            if (line.LayerId is null || line.LayerId == reference) continue;
            if (!layers.TryGetValue(line.LayerId, out var layer)) layers[line.LayerId] = layer = new Layer();
            layer.Note(line.Status, line.Current, line.Total);
            progress.Report(new Platform.Workers.PullProgress(
                layers.Values.Sum(l => l.Current), layers.Values.Sum(l => l.Total), layers.Count, layers.Values.Count(l => l.IsDone)));
        }
    }

    private sealed class Layer
    {
        public long Current { get; private set; }

        public long Total { get; private set; }

        public bool IsDone { get; private set; }

        public void Note(string status, long? current, long? total)
        {
            if (status == "Downloading")
            {
                Current = current ?? Current;
                Total = Math.Max(Total, total ?? 0);
            }
            else if (status is "Download complete" or "Pull complete" or "Already exists")
            {
                Current = Total;
                IsDone = status != "Download complete";
            }
        }
    }
}
