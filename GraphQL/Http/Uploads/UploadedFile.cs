using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http.Uploads;

/// <summary>
/// A file of a multipart request: the C# type of the scalar <c>Upload</c>, which <c>SchemaBuilder.AddUploads</c> adds. Valid until the request ends. What the client says of it
/// is no more than that: look at the bytes before you believe the name or the type.
/// </summary>
public sealed class UploadedFile
{
    private readonly IFormFile file;

    internal UploadedFile(IFormFile file)
    {
        this.file = file;
        // Some clients send a path, and some send one in the hope that it is used.
        Name = file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    /// <summary>The file's name as the client has it, without folders; may be empty.</summary>
    public string Name { get; }

    /// <summary>The media type that the client gives, such as image/png; empty when it gives none.</summary>
    public string ContentType => file.Headers.ContentType.ToString();

    /// <summary>Bytes.</summary>
    public long Length => file.Length;

    /// <summary>The content from its start. The caller disposes the stream; may be called again, but not at the same time.</summary>
    public Stream OpenReadStream() => file.OpenReadStream();
}
