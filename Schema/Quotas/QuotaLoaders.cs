using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Quotas;

namespace GraphPlatform.Schema.Quotas;

/// <summary>Loads quotas by organization.</summary>
public sealed class QuotaLoader(QuotaService quotas, Caller caller) : DataLoader<string, Quota>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, Quota>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        quotas.ByOrganizationAsync(caller, keys, cancellationToken);
}

/// <summary>Loads the names of organizations whose quotas the caller may see.</summary>
public sealed class QuotaOrganizationLoader(QuotaService quotas, Caller caller) : DataLoader<string, string>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, string>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        quotas.OrganizationNamesAsync(caller, keys, cancellationToken);
}
