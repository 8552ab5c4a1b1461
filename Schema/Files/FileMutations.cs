using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Schema.Transfers;

namespace GraphPlatform.Schema.Files;

/// <summary>Changes files in the volumes of containers, whether those run or not.</summary>
[MutationType]
public static class FileMutations
{
    /// <summary>Writes a text as a file, as a whole: whoever reads it meanwhile sees the old one or the new one. Owner and mode stay, or are the folder's.</summary>
    [TimeLimit(600)]
    public static async Task<FilePayload> WriteFileAsync(WriteFileInput input, Caller caller, FileService files, CancellationToken ct) =>
        new(await files.WriteTextAsync(caller, input.ContainerId, input.Path, input.Text, input.Version, ct));

    /// <summary>Makes a folder, and those that it is in. That it is there is fine.</summary>
    [TimeLimit(600)]
    public static async Task<FilePayload> MakeFolderAsync(MakeFolderInput input, Caller caller, FileService files, CancellationToken ct) =>
        new(await files.MakeFolderAsync(caller, input.ContainerId, input.Path, ct));

    /// <summary>Gives a file or folder another path in the same volume. Nothing is written over.</summary>
    [TimeLimit(600)]
    public static async Task<FilePayload> MoveFileAsync(MoveFileInput input, Caller caller, FileService files, CancellationToken ct) =>
        new(await files.MoveAsync(caller, input.ContainerId, input.Path, input.To, ct));

    /// <summary>Deletes a file, or a folder with all that is in it.</summary>
    [TimeLimit(3600)]
    public static async Task<DeletedFilePayload> DeleteFileAsync(DeleteFileInput input, Caller caller, FileService files, CancellationToken ct) =>
        new(await files.DeleteAsync(caller, input.ContainerId, input.Path, ct));

    /// <summary>Makes a link by which a file is downloaded as it is, or a folder as a tar, of any size.</summary>
    public static Task<SignedLink> DownloadFileAsync(DownloadFileInput input, Caller caller, FileTransferService transfers, CancellationToken ct) =>
        transfers.DownloadAsync(caller, input.ContainerId, input.Path, ct);

    /// <summary>Makes a link that takes a file by an HTTP PUT with its bytes, or a tar that is unpacked into a folder, of any size. Only what has arrived as a whole is there.</summary>
    public static async Task<UploadPayload> UploadFileAsync(UploadFileInput input, Caller caller, FileTransferService transfers, CancellationToken ct) =>
        new(UploadLink.Of(await transfers.UploadAsync(caller, input.ContainerId, input.Path, input.Unpack, input.Version, ct)));
}

/// <summary>What to write.</summary>
/// <param name="ContainerId">Of which container.</param>
/// <param name="Path">The file, as a program in the container would name it. The folders that it is in are made as needed.</param>
/// <param name="Text">All of it, at most 1 MiB of UTF-8 unless configured: send a long one as a variable, since a document is shorter. Upload what is larger, or no text.</param>
/// <param name="Version">The version that it takes the place of: refused when there is another by now. Empty when nothing may be there; without it, whatever is there goes.</param>
public sealed record WriteFileInput([ID] string ContainerId, string Path, string Text, string? Version = null);

/// <summary>Which folder to make.</summary>
/// <param name="ContainerId">Of which container.</param>
/// <param name="Path">The folder, as a program in the container would name it.</param>
public sealed record MakeFolderInput([ID] string ContainerId, string Path);

/// <summary>What to move.</summary>
/// <param name="ContainerId">Of which container.</param>
/// <param name="Path">What, as a program in the container would name it.</param>
/// <param name="To">Its new path.</param>
public sealed record MoveFileInput([ID] string ContainerId, string Path, string To);

/// <summary>What to delete.</summary>
/// <param name="ContainerId">Of which container.</param>
/// <param name="Path">What, as a program in the container would name it.</param>
public sealed record DeleteFileInput([ID] string ContainerId, string Path);

/// <summary>What to download.</summary>
/// <param name="ContainerId">Of which container.</param>
/// <param name="Path">The file or folder, as a program in the container would name it.</param>
public sealed record DownloadFileInput([ID] string ContainerId, string Path);

/// <summary>What to upload.</summary>
/// <param name="ContainerId">Of which container.</param>
/// <param name="Path">The file, as a program in the container would name it; or the folder that a tar is unpacked into. The folders that it is in are made as needed.</param>
/// <param name="Unpack">Whether a tar is sent whose entries are put into the folder. What has the same name is replaced, the rest stays.</param>
/// <param name="Version">Of a file, the version that it takes the place of. Empty when nothing may be there; without it, whatever is there goes.</param>
public sealed record UploadFileInput([ID] string ContainerId, string Path, bool Unpack = false, string? Version = null);

/// <summary>A file.</summary>
/// <param name="File">As it is now.</param>
[Payload]
public sealed record FilePayload(ContainerFile? File);

/// <summary>A file that is gone.</summary>
/// <param name="Path">Where it was.</param>
[Payload]
public sealed record DeletedFilePayload(string? Path);

/// <summary>A link.</summary>
/// <param name="Upload">It.</param>
[Payload]
public sealed record UploadPayload(UploadLink? Upload);
