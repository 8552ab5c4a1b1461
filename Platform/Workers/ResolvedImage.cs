namespace GraphPlatform.Platform.Workers;

/// <summary>An image that is on the machine.</summary>
/// <param name="Digest">Its id on the engine: <c>sha256:…</c>.</param>
/// <param name="Pulled">Whether it was pulled just now, and is ours to clean up.</param>
public sealed record ResolvedImage(string Digest, bool Pulled)
{
    /// <summary>Whether its registry was asked just now, and gave it.</summary>
    public bool Asked { get; init; }

    /// <summary>Absolute paths that the image declares as volumes, sorted; empty when there are none.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];
}

/// <summary>How far a pull is.</summary>
/// <param name="Current">Bytes of the layers that are known so far and have arrived.</param>
/// <param name="Total">Bytes of the layers that are known so far.</param>
/// <param name="Layers">Layers that are known so far.</param>
/// <param name="Done">Layers that are complete.</param>
public sealed record PullProgress(long Current, long Total, int Layers, int Done);
