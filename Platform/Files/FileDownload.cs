using System.IO.Pipelines;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Transfers;

namespace GraphPlatform.Platform.Files;

/// <summary>Downloads of files, and of folders as tar archives.</summary>
internal sealed class FileDownload(FileService service, AuditTrail audit) : ITransfer<DownloadContent>
{
    public const string KindName = "file";

    private const int PieceBytes = 64 << 10;

    public string Kind => KindName;

    public async Task<DownloadContent> OpenAsync(Caller caller, LinkTicket ticket, CancellationToken ct)
    {
        var place = await service.UseAsync(caller, ticket.SubjectId, ticket.Parameters, ct);
        using var files = await place.OpenAsync(ct);
        var entry = await files.FindAsync(place.Inside, ct) ?? throw new PlatformException(ErrorCode.NotFound, $"There is no '{place.Path}'.", "path");
        var name = entry.Path.Length == 0 ? place.Container.Name + place.Mount.Target.Replace('/', '-') : entry.Name;
        return entry.Kind switch
        {
            // As bytes, and never as what a browser would show: it is anybody's file at the console's own address.
            FileKind.File => new DownloadContent(name, "application/octet-stream", (output, ct) => SendFileAsync(caller, place, entry.Size, output, ct)) { Length = entry.Size },
            FileKind.Folder => new DownloadContent(name + ".tar", "application/x-tar", (output, ct) => SendFolderAsync(caller, place, output, ct)),
            _ => throw new PlatformException(ErrorCode.Conflict, $"'{place.Path}' is neither a file nor a folder.", "path"),
        };
    }

    // As long as was said: what is written at its end meanwhile is for the next download.
    private async Task SendFileAsync(Caller caller, FilePlace place, long length, PipeWriter output, CancellationToken ct)
    {
        using var files = await place.OpenAsync(ct);
        await using var content = await files.ReadAsync(place.Inside, ct);
        if (content.Length < length) throw new PlatformException(ErrorCode.Conflict, $"'{place.Path}' became shorter just now. Download it again.");
        await NoteAsync(caller, place, ct);
        for (var left = length; left > 0;)
        {
            var read = await content.ReadAsync(output.GetMemory(PieceBytes)[..(int)Math.Min(left, PieceBytes)], ct);
            if (read == 0) throw new IOException($"'{place.Path}' became shorter while it was downloaded.");
            output.Advance(read);
            left -= read;
            if ((await output.FlushAsync(ct)).IsCompleted) return;
        }
    }

    private async Task SendFolderAsync(Caller caller, FilePlace place, PipeWriter output, CancellationToken ct)
    {
        await NoteAsync(caller, place, ct);
        using var files = await place.OpenAsync(ct);
        await files.PackAsync(place.Inside, output.AsStream(leaveOpen: true), ct);
    }

    private Task NoteAsync(Caller caller, FilePlace place, CancellationToken ct) => audit.NoteAsync(caller, "downloadFile", place.Container.OrganizationId, place.Container.Id, place.Path, ct);
}
