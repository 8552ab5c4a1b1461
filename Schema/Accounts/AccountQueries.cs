using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Schema.Accounts;

/// <summary>Accounts.</summary>
[QueryType]
public static class AccountQueries
{
    /// <summary>Who is signed in.</summary>
    public static Task<User> ViewerAsync(Caller caller, AccountService accounts, CancellationToken ct) => accounts.ViewerAsync(caller, ct);

    /// <summary>The organizations that the viewer is a member of.</summary>
    public static Task<IReadOnlyList<Organization>> OrganizationsAsync(Caller caller, AccountService accounts, CancellationToken ct) =>
        accounts.OrganizationsAsync(caller, ct);

    /// <summary>An organization by its id.</summary>
    public static Task<Organization?> OrganizationAsync([ID] string id, OrganizationLoader organizations) => organizations.LoadAsync(id);
}
