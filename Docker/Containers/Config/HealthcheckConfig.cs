using System.Text.Json.Serialization;
using GraphPlatform.Docker.Json;

namespace GraphPlatform.Docker.Containers.Config;

/// <summary>The engine's own health check of a container.</summary>
public sealed record HealthcheckConfig
{
    /// <summary>No health check, whatever the image says.</summary>
    public static HealthcheckConfig None { get; } = new() { Test = ["NONE"] };

    /// <summary><c>["NONE"]</c>, <c>["CMD", args…]</c> or <c>["CMD-SHELL", command]</c>; null inherits the image's.</summary>
    public IReadOnlyList<string>? Test { get; init; }

    /// <summary>Between two checks.</summary>
    [JsonConverter(typeof(NanosecondsConverter))]
    public TimeSpan? Interval { get; init; }

    /// <summary>For one check.</summary>
    [JsonConverter(typeof(NanosecondsConverter))]
    public TimeSpan? Timeout { get; init; }

    /// <summary>In which failures do not count.</summary>
    [JsonConverter(typeof(NanosecondsConverter))]
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>Failures in a row that make it unhealthy.</summary>
    public int? Retries { get; init; }
}
