namespace GraphPlatform.Platform.Containers;

/// <summary>What the user wants of a container.</summary>
public enum DesiredState
{
    /// <summary>Its instances run.</summary>
    Run,

    /// <summary>Nothing runs; file systems and volumes are kept.</summary>
    Stop,
}
