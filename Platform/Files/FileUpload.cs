using System.Text.Json;
using System.Text.Json.Serialization;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Transfers;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Files;

/// <summary>Uploads of files, and of tar archives that are unpacked into a folder.</summary>
internal sealed class FileUpload(FileService service, QuotaService quotas, IOptions<FileOptions> options) : ITransfer<UploadTarget>
{
    public const string KindName = "file";

    public string Kind => KindName;

    public static string Parameters(string path, bool unpack, string? expected) =>
        JsonSerializer.Serialize(new FileUploadParameters(path, unpack, expected), FileUploadJson.Default.FileUploadParameters);

    public async Task<UploadTarget> OpenAsync(Caller caller, LinkTicket ticket, CancellationToken ct)
    {
        var parameters = JsonSerializer.Deserialize(ticket.Parameters, FileUploadJson.Default.FileUploadParameters)!;
        new Problems()
            .Require(!parameters.Unpack || parameters.Expected is null, "A version is that of a file. Leave it out where an archive is unpacked.", "version")
            .ThrowIfAny();
        var organization = (await service.UseAsync(caller, ticket.SubjectId, parameters.Path, ct)).Container.OrganizationId;
        var room = await quotas.RoomAsync(organization, ct);
        return new UploadTarget(options.Value.MaxUploadBytes, room, (content, length, ct) => service.ChangeAsync(caller, "uploadFile", ticket.SubjectId, parameters.Path, async (place, files) =>
        {
            // Where the length is not told, there must be room for something.
            await quotas.DemandStorageAsync(place.Container.OrganizationId, length ?? 1, ct);
            if (parameters.Unpack) await files.UnpackAsync(place.Inside, content, UnpackMode.Merge, ct);
            else await files.WriteAsync(place.Inside, content, parameters.Expected, ct);
            return true;
        }, ct));
    }
}

/// <summary>What the link of an upload says.</summary>
internal sealed record FileUploadParameters(string Path, bool Unpack, string? Expected);

[JsonSerializable(typeof(FileUploadParameters))]
internal sealed partial class FileUploadJson : JsonSerializerContext;
