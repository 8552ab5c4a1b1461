namespace GraphPlatform.Platform.Containers;

/// <summary>What the idle policy has done with a container.</summary>
public enum PowerState
{
    /// <summary>Awake.</summary>
    Active,

    /// <summary>Frozen, memory kept.</summary>
    Idle,

    /// <summary>Stopped until it is used again.</summary>
    Asleep,
}
