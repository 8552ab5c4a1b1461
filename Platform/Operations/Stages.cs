namespace GraphPlatform.Platform.Operations;

/// <summary>The stages that operations on containers go through, as they are shown.</summary>
public static class Stages
{
    /// <summary>Finding the image, or pulling it.</summary>
    public const string PullImage = "Pull image";

    /// <summary>Making network, volume and instances.</summary>
    public const string Create = "Create";

    /// <summary>Starting the processes.</summary>
    public const string Start = "Start";

    /// <summary>Ending the processes.</summary>
    public const string Stop = "Stop";

    /// <summary>Reading the log to its end.</summary>
    public const string SaveLog = "Save log";

    /// <summary>Removing instances.</summary>
    public const string Remove = "Remove";
}
