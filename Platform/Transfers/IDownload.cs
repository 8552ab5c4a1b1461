using System.IO.Pipelines;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Transfers;

/// <summary>Something that is downloaded by a signed link. Rights are looked at again when it is.</summary>
public interface IDownload
{
    /// <summary>Its name in tickets.</summary>
    string Kind { get; }

    /// <summary>Looks at the caller's rights, and gets it ready.</summary>
    /// <exception cref="PlatformException">NOT_FOUND or FORBIDDEN.</exception>
    Task<DownloadContent> OpenAsync(Caller caller, LinkTicket ticket, CancellationToken ct);
}

/// <summary>What is downloaded.</summary>
/// <param name="FileName">What a browser saves it as.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="WriteAsync">Writes it, as fast as the reader takes it and without holding it in memory.</param>
public sealed record DownloadContent(string FileName, string MediaType, Func<PipeWriter, CancellationToken, Task> WriteAsync)
{
    /// <summary>How many bytes it is; null when only its end tells.</summary>
    public long? Length { get; init; }
}
