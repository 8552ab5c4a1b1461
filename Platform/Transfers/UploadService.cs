namespace GraphPlatform.Platform.Transfers;

/// <summary>Makes and opens upload links.</summary>
public sealed class UploadService : TransferService<UploadTarget>
{
    /// <summary>Where links lead to.</summary>
    public const string PathPrefix = "/uploads/";

    internal UploadService(SignedLinks links, IEnumerable<ITransfer<UploadTarget>> kinds)
        : base(links, PathPrefix, kinds)
    {
    }
}
