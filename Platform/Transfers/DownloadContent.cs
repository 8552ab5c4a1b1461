using System.IO.Pipelines;

namespace GraphPlatform.Platform.Transfers;

/// <summary>What is downloaded.</summary>
/// <param name="FileName">What a browser saves it as.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="WriteAsync">Writes it, as fast as the reader takes it and without holding it in memory.</param>
public sealed record DownloadContent(string FileName, string MediaType, Func<PipeWriter, CancellationToken, Task> WriteAsync)
{
    /// <summary>How many bytes it is; null when only its end tells.</summary>
    public long? Length { get; init; }
}
