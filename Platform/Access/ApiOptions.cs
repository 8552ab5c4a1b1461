using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Access;

/// <summary>Section <c>Api</c>: what whoever asks may cost. A unit is about one object of an answer.</summary>
public sealed class ApiOptions
{
    /// <summary>Units that a user (without a session: an address) may spend at once.</summary>
    [Range(100, 1_000_000_000)]
    public int CostBurst { get; init; } = 500_000;

    /// <summary>Units that come back each second.</summary>
    [Range(1, 1_000_000_000)]
    public int CostPerSecond { get; init; } = 50_000;

    /// <summary>
    /// Proxies in front of the server, as addresses or networks separated by commas (10.0.0.5, 10.1.0.0/16), whose X-Forwarded-For and X-Forwarded-Proto are believed.
    /// One on the server's own machine always is.
    /// </summary>
    public string TrustedProxies { get; init; } = "";

    /// <summary>How long a query or mutation may run, beside what its fields take that may take long: commands, and work with many files.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxExecutionTime { get; init; } = TimeSpan.FromSeconds(30);
}
