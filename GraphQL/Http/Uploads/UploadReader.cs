using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GraphPlatform.GraphQL.Http.Uploads;

/// <summary>
/// Reads a multipart request: https://github.com/jaydenseric/graphql-multipart-request-spec. Large files wait in temporary files, which go when the response is done.
/// </summary>
internal sealed class UploadReader(GraphQLHttpOptions options)
{
    public const string Scalar = "Upload";

    /// <summary>The operations with a text for each file, as <see cref="UploadScope"/> understands it; the files are in the scope of whoever awaits this.</summary>
    public Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > options.MaxUploadRequestBytes) throw UploadForm.TooLarge($"The body is larger than {options.MaxUploadRequestBytes} bytes.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.MaxUploadRequestBytes;
        var scope = new UploadScope();
        // Entered here and not below: what an async method enters is left when it returns.
        scope.Enter();
        return ReadAsync(context, scope);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, UploadScope scope)
    {
        var form = new UploadForm(context, options);
        try
        {
            await form.ReadAsync();
        }
        catch (InvalidDataException e)
        {
            // A part without end, or with too many or too long headers; or one longer than any part may be.
            if (e.Message.Contains("body length limit", StringComparison.OrdinalIgnoreCase))
                throw UploadForm.TooLarge($"A file is larger than {options.MaxUploadFileBytes} bytes.");
            throw new MalformedRequestException("The body is not a multipart form within the limits.");
        }
        catch (IOException e) when (e is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            throw new MalformedRequestException("The multipart form ends too early.");
        }

        return UploadMap.Apply(form.Field("operations"), form.Field("map"), form.Files, scope);
    }
}
