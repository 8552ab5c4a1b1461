namespace GraphPlatform.Platform.Transfers;

/// <summary>Where an upload goes.</summary>
/// <param name="MaxBytes">What is longer is refused.</param>
/// <param name="Room">What is sent without its length told is refused from there on.</param>
/// <param name="TakeAsync">
/// Takes what is sent, whose length may be known, to its end: without holding it in memory. Fails with CONFLICT, CAPACITY or QUOTA_EXCEEDED.
/// </param>
public sealed record UploadTarget(long MaxBytes, long Room, Func<Stream, long?, CancellationToken, Task> TakeAsync);
