using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Containers;

/// <summary>What is asked of a new container.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="Name">A DNS label, unique in the project.</param>
/// <param name="Config">What it runs and how.</param>
/// <param name="Start">Whether it starts at once.</param>
public sealed record NewContainer(string ProjectId, string Name, ContainerConfig Config, bool Start = true)
{
    /// <summary>Finds all that is wrong with it at once.</summary>
    /// <exception cref="PlatformException">VALIDATION, a problem for each field.</exception>
    public void Validate()
    {
        var problems = new Problems().Require(Names.IsLabel(Name), Names.LabelRule, "name");
        Config.Validate(problems);
        problems.ThrowIfAny();
    }
}
