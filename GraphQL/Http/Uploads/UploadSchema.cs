using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.GraphQL.Http.Uploads;

/// <summary>The scalar <c>Upload</c>.</summary>
public static class UploadSchema
{
    /// <summary>
    /// Lets resolvers and input records take <see cref="UploadedFile"/>. Where one does, the endpoint takes multipart requests:
    /// https://github.com/jaydenseric/graphql-multipart-request-spec
    /// </summary>
    public static SchemaBuilder AddUploads(this SchemaBuilder schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.AddScalar<UploadedFile>(
            UploadReader.Scalar, UploadScope.Find, _ => throw new InvalidOperationException("An Upload is input only."),
            "A file of a multipart request.", "https://github.com/jaydenseric/graphql-multipart-request-spec");
    }
}
