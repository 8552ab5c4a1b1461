using System.Security.Cryptography;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Http.Uploads;

namespace GraphPlatform.GraphQL.Tests.Demo;

/// <summary>What becomes of files; and what else only real clients ask for.</summary>
[QueryType]
public static class DemoUploads
{
    public static void Configure(SchemaBuilder schema)
    {
        DemoEngine.Configure(schema);
        schema.AddUploads().AddTypes(typeof(DemoUploads), typeof(DemoUploadMutations), typeof(SlowSubscriptions), typeof(SlowNumber));
    }

    public static Task<string> FileAsync(UploadedFile? file, CancellationToken ct) => DescribeAsync(file, ct);

    public static async Task<IReadOnlyList<string>> FilesAsync(IReadOnlyList<UploadedFile> files, CancellationToken ct)
    {
        var texts = new List<string>();
        foreach (var file in files) texts.Add(await DescribeAsync(file, ct));
        return texts;
    }

    public static Task<string> AlbumAsync(AlbumInput album, CancellationToken ct) => DescribeAsync(album.Cover, ct);

    /// <summary>Name, media type, length and the start of the content's SHA-256.</summary>
    public static async Task<string> DescribeAsync(UploadedFile? file, CancellationToken ct)
    {
        if (file is null) return "nothing";
        await using var content = file.OpenReadStream();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        return $"{file.Name}|{file.ContentType}|{file.Length}|{hash[..8]}";
    }
}

public sealed record AlbumInput(string Title, UploadedFile Cover);

[MutationType]
public static class DemoUploadMutations
{
    public static async Task<StoredFile> StoreAsync(UploadedFile file, CancellationToken ct) => new(await DemoUploads.DescribeAsync(file, ct));
}

[Payload]
public sealed record StoredFile(string Stored);

/// <summary>A number that knows its place.</summary>
[ObjectType]
public sealed record SlowNumber(int N) : ICursorEvent
{
    [Ignore]
    public string Cursor => N.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

[SubscriptionType]
public static class SlowSubscriptions
{
    /// <summary>Numbers after the last one that was seen.</summary>
    public static async IAsyncEnumerable<SlowNumber> SlowNumbers(int to, [ResumeAfter] string? after = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = after is null ? 1 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture) + 1; i <= to; i++)
        {
            yield return new SlowNumber(i);
            await Task.Delay(100, ct);
        }
    }

    /// <summary>Numbers, with a moment between them in which a connection may be cut.</summary>
    public static async IAsyncEnumerable<int> SlowCount(int to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 1; i <= to; i++)
        {
            yield return i;
            await Task.Delay(100, ct);
        }
    }
}
