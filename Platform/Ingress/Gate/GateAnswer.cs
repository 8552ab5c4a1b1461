namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>Why a request goes nowhere.</summary>
public enum GateRefusalKind
{
    /// <summary>Nobody has this host name.</summary>
    UnknownHost,

    /// <summary>The container speaks no HTTP.</summary>
    NoHttpPort,

    /// <summary>Whom it belongs to has stopped it.</summary>
    Stopped,

    /// <summary>It may not run.</summary>
    Held,

    /// <summary>It would have to be woken, and there is no quota left for it.</summary>
    QuotaExceeded,

    /// <summary>It ended, or could not be started.</summary>
    Failed,

    /// <summary>It was not ready in time.</summary>
    Late,

    /// <summary>Too many requests wait already.</summary>
    Busy,

    /// <summary>The database or the engine is away.</summary>
    Away,
}

/// <summary>Why a request goes nowhere. Anybody may read it: it names nobody, and tells nothing of logs or configuration.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Detail">More, in a sentence; null where the kind says it all.</param>
public sealed record GateRefusal(GateRefusalKind Kind, string? Detail = null);

/// <summary>Where a request goes, or why it goes nowhere.</summary>
/// <param name="Upstream">Address and port of an instance; null when it is refused.</param>
/// <param name="Waited">How long the request was held; null when it was not.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
public readonly record struct GateAnswer(string? Upstream, TimeSpan? Waited, GateRefusal? Refusal)
{
    internal static GateAnswer No(GateRefusalKind kind) => new(null, null, new(kind));
}
