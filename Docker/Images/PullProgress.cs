namespace GraphPlatform.Docker.Images;

/// <summary>A step of a pull or a push.</summary>
/// <param name="LayerId">The layer's short id, or the tag; null when it is about the whole image.</param>
/// <param name="Status">The engine's words, such as "Downloading" or "Pull complete".</param>
/// <param name="Current">Bytes so far, where the engine counts.</param>
/// <param name="Total">Bytes in all, where the engine knows.</param>
/// <param name="Digest">What the registry calls the image (<c>sha256:…</c>): in the last message of a push.</param>
public sealed record PullProgress(string? LayerId, string Status, long? Current, long? Total, string? Digest = null);
