using System.Globalization;
using System.Security.Cryptography;
using GraphPlatform.GraphQL.Types;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http.Uploads;

/// <summary>
/// The files of the request that is being run. In its variables each stands as a text that nobody can guess; the scalar finds the file by it. So a file gets only where the
/// request's map puts it.
/// </summary>
internal sealed class UploadScope
{
    private static readonly AsyncLocal<UploadScope?> Current = new();

    private readonly string secret = RandomNumberGenerator.GetHexString(32, lowercase: true) + ":";
    private readonly List<UploadedFile> files = [];

    /// <summary>Makes this the scope of what the caller goes on to await.</summary>
    public void Enter() => Current.Value = this;

    /// <summary>The text that stands for the file.</summary>
    public string Add(IFormFile file)
    {
        files.Add(new UploadedFile(file));
        return secret + (files.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The file that the text stands for.</summary>
    public static UploadedFile Find(string text)
    {
        if (Current.Value is { } scope && text.StartsWith(scope.secret, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(scope.secret.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < scope.files.Count)
            return scope.files[index];
        throw new InputException("must be a file of a multipart request, given by its map.");
    }
}
