using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;

namespace GraphPlatform.Platform.Files;

/// <summary>Makes links by which files come and go, of any size.</summary>
public sealed class FileTransferService
{
    private readonly DownloadService downloads;
    private readonly UploadService uploads;

    internal FileTransferService(DownloadService downloads, UploadService uploads) => (this.downloads, this.uploads) = (downloads, uploads);

    /// <summary>A link to a file as it is, or to a folder as a tar.</summary>
    /// <exception cref="PlatformException">NOT_FOUND, FORBIDDEN, VALIDATION; CONFLICT: it is neither file nor folder.</exception>
    public Task<SignedLink> DownloadAsync(Caller caller, string containerId, string path, CancellationToken ct) =>
        downloads.LinkAsync(caller, FileDownload.KindName, containerId, path, ct);

    /// <summary>A link that takes a file, by PUT.</summary>
    /// <param name="caller">Needs the right to run commands in the container.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="path">The file; or the folder, where a tar is unpacked.</param>
    /// <param name="unpack">Whether what is sent is a tar whose entries are put into the folder.</param>
    /// <param name="expected">As for <see cref="FileService.WriteTextAsync"/>; of a file alone.</param>
    /// <param name="ct">Cancels.</param>
    public Task<SignedLink> UploadAsync(Caller caller, string containerId, string path, bool unpack, string? expected, CancellationToken ct) =>
        uploads.LinkAsync(caller, FileUpload.KindName, containerId, FileUpload.Parameters(path, unpack, expected), ct);
}
