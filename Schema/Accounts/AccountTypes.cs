using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Projects;

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

/// <summary>The tenant: owns projects; has members.</summary>
[ObjectType<Organization>, Implements<INode>]
public static class OrganizationType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Organization organization) => organization.Id;

    /// <summary>How it is shown.</summary>
    public static string Name([Parent] Organization organization) => organization.Name;

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] Organization organization) => organization.CreatedAt;

    /// <summary>Its projects, the oldest first.</summary>
    public static async Task<Connection<Project>> ProjectsAsync(
        [Parent] Organization organization, PageArguments page, Caller caller, ProjectService projects, CancellationToken ct) =>
        Pages.Connect(await projects.ListAsync(caller, organization.Id, Pages.Of(page), ct), p => p.Id);
}

/// <summary>Who did something: a person, or the platform itself.</summary>
[UnionType("Actor")]
public interface IActor;

/// <summary>The platform itself.</summary>
[ObjectType]
public sealed record SystemActor(string Name) : IActor
{
    /// <summary>The actor that records name: a person as far as the caller may know of it.</summary>
    internal static async Task<object> OfAsync(string actor, UserLoader users) =>
        actor.StartsWith("system:", StringComparison.Ordinal)
            ? new SystemActor(actor["system:".Length..])
            : await users.LoadAsync(actor) as object ?? new SystemActor("a former user");
}

/// <summary>Loads users by id.</summary>
public sealed class UserLoader(AccountService accounts, Caller caller) : DataLoader<string, User>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, User>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        accounts.ByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Loads organizations by id.</summary>
public sealed class OrganizationLoader(AccountService accounts, Caller caller) : DataLoader<string, Organization>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Organization>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        accounts.OrganizationsByIdAsync(caller, keys, cancellationToken);
}
