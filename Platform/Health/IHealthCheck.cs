namespace GraphPlatform.Platform.Health;

/// <summary>Finds out how well one part works.</summary>
internal interface IHealthCheck
{
    /// <summary>The part.</summary>
    string Name { get; }

    /// <summary>Whether no request can be served without it.</summary>
    bool IsVital { get; }

    /// <summary>Looks. An exception means that it is down.</summary>
    Task<(HealthState State, string Reason)> LookAsync(CancellationToken ct);
}
