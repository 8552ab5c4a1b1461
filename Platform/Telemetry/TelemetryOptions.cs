namespace GraphPlatform.Platform.Telemetry;

/// <summary>Section <c>Telemetry</c>: what monitors get.</summary>
public sealed class TelemetryOptions
{
    /// <summary>What a Prometheus sends as a bearer token to read the platform's own metrics at <c>/metrics</c>; null: nobody may.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>Where traces and metrics are sent by OTLP over HTTP, such as <c>http://127.0.0.1:4318</c>; null: nowhere.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>Whether the endpoint is one.</summary>
    public bool HasValidEndpoint() => OtlpEndpoint is null || (Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
}
