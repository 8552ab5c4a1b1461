using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Platform.Containers;

/// <summary>What is asked of a new container.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="Name">A DNS label, unique in the project.</param>
/// <param name="Config">What it runs and how.</param>
/// <param name="Start">Whether it starts at once.</param>
public sealed record NewContainer(string ProjectId, string Name, ContainerConfig Config, bool Start = true)
{
    /// <summary>Volumes that are made with it, beside its work volume.</summary>
    internal IReadOnlyList<NewVolume> Volumes { get; init; } = [];

    /// <summary>What happens in the same transaction, so that neither is there without the other.</summary>
    internal Action<Work, Container>? Along { get; init; }

    /// <summary>Finds all that is wrong with it at once.</summary>
    /// <exception cref="PlatformException">VALIDATION, a problem for each field.</exception>
    public void Validate()
    {
        var problems = new Problems().Require(Names.IsLabel(Name), Names.LabelRule, "name");
        Config.Validate(problems);
        problems.ThrowIfAny();
    }
}
