namespace GraphPlatform.Docker.Volumes;

/// <summary>The body of <c>POST /volumes/create</c>.</summary>
public sealed record CreateVolumeRequest
{
    /// <summary>Its name; null lets the engine choose.</summary>
    public string? Name { get; init; }

    /// <summary>The driver; null is local.</summary>
    public string? Driver { get; init; }

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
