using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Schema.Accounts;

/// <summary>A person who can sign in.</summary>
[ObjectType<User>, Implements<INode>, Implements<IActor>]
public static class UserType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] User user) => user.Id;

    /// <summary>The e-mail address that the person signs in with.</summary>
    public static string Email([Parent] User user) => user.Email;

    /// <summary>How the person is shown.</summary>
    public static string Name([Parent] User user) => user.Name;

    /// <summary>Whether the person administers the platform.</summary>
    public static bool IsAdministrator([Parent] User user) => user.IsAdministrator;

    /// <summary>When the account was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] User user) => user.CreatedAt;
}
