using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Schema.Accounts;

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
