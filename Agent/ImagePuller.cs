using GraphPlatform.Docker;
using GraphPlatform.Docker.Images;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>Finds images on the engine, or pulls them.</summary>
internal sealed class ImagePuller(DockerClient docker)
{
    /// <summary>The image that <paramref name="reference"/> names, pulled if it is not there, or in any case.</summary>
    public async Task<ResolvedImage> ResolveAsync(string reference, bool always, IProgress<Platform.Workers.PullProgress> progress, CancellationToken ct)
    {
        // One that was made here and never pulled or pushed is at no registry.
        if (await InspectAsync(reference, ct) is { } there && (!always || there.RepoDigests.Count == 0)) return new ResolvedImage(there.Id, Pulled: false);
        await PullAsync(reference, progress, ct);
        return new ResolvedImage((await docker.Images.InspectAsync(reference, ct)).Id, Pulled: true);
    }

    /// <summary>The image of a deployment. One that somebody removed from the worker is pulled again, if its name still means the same.</summary>
    public async Task<ImageDetails> FindAsync(string reference, string digest, CancellationToken ct)
    {
        try
        {
            return await docker.Images.InspectAsync(digest, ct);
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.ImageNotFound or DockerErrorKind.NotFound)
        {
            await PullAsync(reference, new Progress<Platform.Workers.PullProgress>(), ct);
            var image = await docker.Images.InspectAsync(reference, ct);
            return image.Id == digest ? image : throw new PlatformException(
                ErrorCode.Engine, $"The image of this deployment is no longer on the worker, and {reference} is another one by now. Create the container anew.");
        }
    }

    private async Task<ImageDetails?> InspectAsync(string reference, CancellationToken ct)
    {
        try
        {
            return await docker.Images.InspectAsync(reference, ct);
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.ImageNotFound or DockerErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task PullAsync(string reference, IProgress<Platform.Workers.PullProgress> progress, CancellationToken ct)
    {
        var layers = new Dictionary<string, Layer>();
        progress.Report(new Platform.Workers.PullProgress(0, 0, 0, 0));
        await foreach (var line in docker.Images.PullAsync(reference, ct: ct))
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
