using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Transfers;

/// <summary>Something that is uploaded by a signed link. Rights are looked at again when it is.</summary>
public interface IUpload
{
    /// <summary>Its name in tickets.</summary>
    string Kind { get; }

    /// <summary>Looks at the caller's rights, and gets its place ready.</summary>
    /// <exception cref="PlatformException">NOT_FOUND, FORBIDDEN or VALIDATION.</exception>
    Task<UploadTarget> OpenAsync(Caller caller, LinkTicket ticket, CancellationToken ct);
}

/// <summary>Where an upload goes.</summary>
/// <param name="MaxBytes">What is longer is refused.</param>
/// <param name="TakeAsync">
/// Takes what is sent, whose length may be known, to its end: without holding it in memory. Fails with CONFLICT, CAPACITY or QUOTA_EXCEEDED.
/// </param>
public sealed record UploadTarget(long MaxBytes, Func<Stream, long?, CancellationToken, Task> TakeAsync);
