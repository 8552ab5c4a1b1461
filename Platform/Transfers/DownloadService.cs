namespace GraphPlatform.Platform.Transfers;

/// <summary>Makes and opens download links.</summary>
public sealed class DownloadService : TransferService<DownloadContent>
{
    /// <summary>Where links lead to.</summary>
    public const string PathPrefix = "/downloads/";

    internal DownloadService(SignedLinks links, IEnumerable<ITransfer<DownloadContent>> kinds)
        : base(links, PathPrefix, kinds)
    {
    }
}
