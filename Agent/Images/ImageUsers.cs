using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.Text;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Images;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Agent.Images;

/// <summary>Finds out who an image's user is. Names are looked up in the image's own /etc/passwd and /etc/group, as the engine does when it starts a container.</summary>
internal sealed class ImageUsers(DockerClient docker, InstallationId installation)
{
    private const int MaxFileBytes = 1 << 20;
    private const int MaxLinks = 5;

    // An image's content never changes, so what was found stays true.
    private readonly ConcurrentDictionary<string, ImageUser> known = new();

    // Containers that are made to look into images. What carries our label and is no instance is removed, unless somebody is just looking.
    private readonly ConcurrentDictionary<string, bool> looking = new();

    /// <summary>Whether an engine container is ours for a moment.</summary>
    public bool IsLooking(string name) => looking.ContainsKey(name);

    /// <summary>The user of an image.</summary>
    /// <exception cref="PlatformException">ENGINE: the image names a user or group that it does not have.</exception>
    public async Task<ImageUser> OfAsync(ImageDetails image, CancellationToken ct)
    {
        var text = image.Config.User ?? "";
        if (text.Length == 0) return ImageUser.Root;
        if (known.TryGetValue(image.Id, out var found)) return found;
        var (user, group) = text.Split(':', 2) is [var first, var second] ? (first, second) : (text, "");
        if (user is "root" or "0") return known[image.Id] = ImageUser.Root with { Text = text };
        if (Number(user) is { } id && (group.Length == 0 || Number(group) is not null))
        {
            // The engine gives group 0 to a number without an entry; as the owner of volumes the user's own number is better.
            found = new ImageUser(text, id, Number(group) ?? id, group.Length > 0);
        }
        else
        {
            found = await LookUpAsync(image, text, user, group, ct);
        }

        return known[image.Id] = found;
    }

    private async Task<ImageUser> LookUpAsync(ImageDetails image, string text, string user, string group, CancellationToken ct)
    {
        var name = Ids.New("gp-look");
        looking[name] = true;
        try
        {
            return await LookUpAsync(image, name, text, user, group, ct);
        }
        finally
        {
            looking.TryRemove(name, out _);
        }
    }

    private async Task<ImageUser> LookUpAsync(ImageDetails image, string name, string text, string user, string group, CancellationToken ct)
    {
        var container = await docker.Containers.CreateAsync(name, new CreateContainerRequest
        {
            Image = image.Id,
            Cmd = ["-"],        // it is never started
            Labels = InstanceRequest.Labels(installation.Value),
            HostConfig = new HostConfig { Tmpfs = image.Config.Volumes.ToDictionary(v => v, _ => "") },      // no volumes are made for it
        }, ct);
        try
        {
            int? owner = Number(user), primary = null;
            if (owner is null)
            {
                var entry = await FindAsync(container.Id, "/etc/passwd", user, 4, ct) ?? throw Unknown(text, $"user '{user}'", "/etc/passwd");
                (owner, primary) = (Number(entry[2]), Number(entry[3]));
            }

            if (group.Length > 0)
                primary = Number(group) ?? Number((await FindAsync(container.Id, "/etc/group", group, 3, ct) ?? throw Unknown(text, $"group '{group}'", "/etc/group"))[2]);
            return new ImageUser(text, owner ?? throw Unknown(text, $"user '{user}'", "/etc/passwd"), primary ?? throw Unknown(text, $"group '{group}'", "/etc/group"), group.Length > 0);
        }
        finally
        {
            await docker.Containers.RemoveAsync(container.Id, force: true, removeVolumes: true, CancellationToken.None);
        }
    }

    /// <summary>The first line whose first field is a name, as the engine takes it too (passwd(5), group(5)).</summary>
    private async Task<string[]?> FindAsync(string container, string path, string name, int fields, CancellationToken ct) =>
        (await ReadAsync(container, path, ct)).Split('\n').Select(line => line.Trim().Split(':')).FirstOrDefault(f => f.Length >= fields && f[0] == name);

    private async Task<string> ReadAsync(string container, string path, CancellationToken ct)
    {
        for (var links = 0; links < MaxLinks; links++)
        {
            try
            {
                await using var archive = await docker.Containers.GetArchiveAsync(container, path, ct);
                await using var tar = new TarReader(archive.Tar);
                var entry = await tar.GetNextEntryAsync(copyData: false, ct);
                if (entry is { EntryType: TarEntryType.SymbolicLink })
                {
                    path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, entry.LinkName));
                    continue;
                }

                if (entry?.DataStream is not { } data) return "";
                if (entry.Length > MaxFileBytes)
                    throw new PlatformException(ErrorCode.Engine, $"The image's {path} is over 1 MiB, so its user is not looked up there. Name the user by number in the Dockerfile: USER 1234.");
                using var reader = new StreamReader(data, Encoding.UTF8);
                return await reader.ReadToEndAsync(ct);
            }
            catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
            {
                return "";
            }
        }

        return "";
    }

    private static PlatformException Unknown(string text, string what, string file) => new(
        ErrorCode.Engine, $"The image runs as '{text}', but there is no {what} in its {file}. Add it to the image, or name it by number in the Dockerfile: USER 1234.");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
