namespace GraphPlatform.Web.Pages.Containers;

/// <summary>A change of a container that shows its plan before it is done.</summary>
/// <param name="Change">restart, deploy, rollback or scale.</param>
/// <param name="DeploymentId">Where a rollback goes.</param>
/// <param name="Replicas">How many instances, for scale.</param>
/// <param name="Plan">What it would do; null while nobody asked.</param>
public sealed record PlannedChange(string Change, string? DeploymentId, int? Replicas, PlanFacts? Plan = null)
{
    /// <summary>Its operation in the page's document.</summary>
    public string Operation => char.ToUpperInvariant(Change[0]) + Change[1..];

    /// <summary>The button that does it.</summary>
    public string Button => Change switch { "restart" => "Restart", "deploy" => "Deploy again", "rollback" => "Roll back", _ => "Scale" };

    /// <summary>A change by what the form said; null when it said something else.</summary>
    public static PlannedChange? Of(string change, string? deploymentId, int? replicas) => change switch
    {
        "restart" or "deploy" => new(change, null, null),
        "rollback" when deploymentId is not null => new(change, deploymentId, null),
        "scale" when replicas is not null => new(change, null, replicas),
        _ => null,
    };

    /// <summary>The mutation's input.</summary>
    public object Input(string containerId, bool dryRun) => Change switch
    {
        "rollback" => new { containerId, deploymentId = DeploymentId, dryRun },
        "scale" => new { containerId, replicas = Replicas, dryRun },
        _ => new { containerId, dryRun },
    };

    /// <summary>What is asked before it is done.</summary>
    public string Question(ContainerFacts container) => Change switch
    {
        "restart" => $"Restart {container.Name}?",
        "deploy" => $"Deploy {container.Name} again?",
        "rollback" => $"Roll {container.Name} back to deployment {container.Deployments.Nodes.FirstOrDefault(d => d.Id == DeploymentId)?.Number}?",
        _ => $"Scale {container.Name} to {Parts.Quantities.Count(Replicas ?? 1, "instance")}?",
    };
}
