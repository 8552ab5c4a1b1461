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

    /// <summary>Waiting until the new instances are well.</summary>
    public const string CheckHealth = "Check health";

    /// <summary>The new version begins to serve.</summary>
    public const string Switch = "Switch";

    /// <summary>Waiting for the last connections of what was replaced, and ending it.</summary>
    public const string Drain = "Drain";

    /// <summary>Thawing what was frozen.</summary>
    public const string Thaw = "Thaw";
}
