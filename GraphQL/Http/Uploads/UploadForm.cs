using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GraphPlatform.GraphQL.Http.Uploads;

/// <summary>The parts of one multipart form, each within its limit while it is read. ASP.NET's own form has no limit for a field's text.</summary>
internal sealed class UploadForm(HttpContext context, GraphQLHttpOptions options)
{
    private const int MemoryPerFile = 64 * 1024;
    private const int MaxNameLength = 256;

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);

    public FormFileCollection Files { get; } = [];

    /// <summary>The text of a field.</summary>
    public string Field(string name) => fields.TryGetValue(name, out var text) ? text : throw new MalformedRequestException($"The form must have the field \"{name}\".");

    public async Task ReadAsync()
    {
        var reader = new MultipartReader(Boundary(context.Request.ContentType), context.Request.Body)
        {
            HeadersCountLimit = 16, HeadersLengthLimit = 4 * 1024, BodyLengthLimit = Math.Max(options.MaxUploadFileBytes, options.MaxRequestBytes),
        };
        while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name).ToString() is not { Length: > 0 and <= MaxNameLength } name)
                throw new MalformedRequestException($"Every part of the form must have a name of at most {MaxNameLength} characters.");
            if (disposition.IsFileDisposition()) await AddFileAsync(section, disposition, name);
            else await AddFieldAsync(section, name);
        }
    }

    private async Task AddFileAsync(MultipartSection section, ContentDispositionHeaderValue disposition, string name)
    {
        if (Files.Count >= options.MaxUploadFiles) throw TooLarge($"A request has at most {options.MaxUploadFiles} files.");
        if (Files.GetFile(name) is not null) throw new MalformedRequestException("The form has two files of the same name.");
        // Deletes its temporary file when it is disposed, which is when the response is done, however it went.
        var content = new FileBufferingReadStream(section.Body, MemoryPerFile);
        context.Response.RegisterForDispose(content);
        await content.DrainAsync(context.RequestAborted);
        if (content.Length > options.MaxUploadFileBytes) throw TooLarge($"A file is larger than {options.MaxUploadFileBytes} bytes.");
        var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        Files.Add(new FormFile(content, 0, content.Length, name, HeaderUtilities.RemoveQuotes(fileName).ToString()) { Headers = new HeaderDictionary(section.Headers ?? []) });
    }

    private async Task AddFieldAsync(MultipartSection section, string name)
    {
        // Nothing else is looked at, so nothing else is kept.
        if (name is not ("operations" or "map")) throw new MalformedRequestException("The form must have the fields \"operations\" and \"map\", and files; nothing else.");
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await section.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (text.Length + read > options.MaxRequestBytes) throw TooLarge($"A field is larger than {options.MaxRequestBytes} bytes.");
            text.Write(buffer, 0, read);
        }

        if (!fields.TryAdd(name, Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length))))
            throw new MalformedRequestException($"The form has the field \"{name}\" twice.");
    }

    private static string Boundary(string? contentType)
    {
        var boundary = MediaTypeHeaderValue.TryParse(contentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary) : StringSegment.Empty;
        return boundary.Length is > 0 and <= 70 ? boundary.ToString() : throw new MalformedRequestException("The Content-Type must have a boundary of at most 70 characters.");
    }

    public static BadHttpRequestException TooLarge(string message) => new(message, StatusCodes.Status413PayloadTooLarge);
}
