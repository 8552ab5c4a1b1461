namespace GraphPlatform.Platform.Security.Policies;

/// <summary>No container has a device of the host.</summary>
public sealed class DevicesPolicy : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "no-devices";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted) => wanted.Devices.Count > 0 ? "Devices of the host are not given to containers." : null;
}
