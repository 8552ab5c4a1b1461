using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Platform.Access;

/// <summary>What a caller may do with something of an organization.</summary>
public enum Right
{
    /// <summary>See it.</summary>
    View,

    /// <summary>Create, change, start, stop and delete workloads.</summary>
    Deploy,

    /// <summary>Run commands in a container, and so read all that it can.</summary>
    Execute,

    /// <summary>Create and delete projects, change members.</summary>
    Manage,
}

/// <summary>Which rights a role has.</summary>
public static class RoleRights
{
    /// <summary>Whether <paramref name="role"/> includes <paramref name="right"/>.</summary>
    public static bool Allows(this Role role, Right right) => right switch
    {
        Right.View => role >= Role.Viewer,
        Right.Deploy or Right.Execute => role >= Role.Developer,
        Right.Manage => role >= Role.Admin,
        _ => false,
    };
}
