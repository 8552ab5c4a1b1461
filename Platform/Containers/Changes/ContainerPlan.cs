namespace GraphPlatform.Platform.Containers.Changes;

/// <summary>What a change does to a container.</summary>
public enum PlanAction
{
    /// <summary>Nothing: it is so already.</summary>
    None,

    /// <summary>It is made.</summary>
    Create,

    /// <summary>Its processes start.</summary>
    Start,

    /// <summary>Its processes end.</summary>
    Stop,

    /// <summary>Its processes end and start anew.</summary>
    Restart,

    /// <summary>A new version takes its place: new instances.</summary>
    Replace,

    /// <summary>It changes while it runs.</summary>
    Adjust,

    /// <summary>It is woken.</summary>
    Wake,

    /// <summary>It goes for good.</summary>
    Delete,
}

/// <summary>A part of the configuration that changes.</summary>
/// <param name="Field">Its name in the API's input.</param>
/// <param name="From">As it is; null when there is none.</param>
/// <param name="To">As it will be; null when there is none.</param>
public sealed record ConfigChange(string Field, string? From, string? To);

/// <summary>What a change would do, without doing it.</summary>
/// <param name="Action">What happens to the container.</param>
/// <param name="DowntimeBecause">Why it does not answer for a while; null when it goes on answering, or does not now.</param>
/// <param name="Changes">What changes of its configuration.</param>
public sealed record ContainerPlan(PlanAction Action, string? DowntimeBecause, IReadOnlyList<ConfigChange> Changes);
