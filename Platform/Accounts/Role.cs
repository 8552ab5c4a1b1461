namespace GraphPlatform.Platform.Accounts;

/// <summary>What a member may do in an organization; each includes the ones before it.</summary>
public enum Role
{
    /// <summary>Sees everything, changes nothing.</summary>
    Viewer,

    /// <summary>Runs workloads.</summary>
    Developer,

    /// <summary>Also manages projects and members.</summary>
    Admin,

    /// <summary>Also owns the organization itself.</summary>
    Owner,
}
