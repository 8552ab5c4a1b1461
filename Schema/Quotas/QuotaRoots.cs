using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Quotas;

namespace GraphPlatform.Schema.Quotas;

/// <summary>Quotas.</summary>
[QueryType]
public static class QuotaQueries
{
    /// <summary>The quota of an organization: for its members, and for administrators of the platform.</summary>
    public static Task<Quota?> QuotaAsync([ID] string organizationId, QuotaLoader quotas) => quotas.LoadAsync(organizationId);

    /// <summary>The quotas of all organizations, the oldest organization first. For administrators.</summary>
    public static async Task<Connection<Quota>> QuotasAsync(PageArguments page, Caller caller, QuotaService quotas, CancellationToken ct) =>
        Pages.Connect(await quotas.ListAsync(caller, Pages.Of(page, "org"), ct), q => q.OrganizationId);
}

/// <summary>Changes quotas.</summary>
[MutationType]
public static class QuotaMutations
{
    /// <summary>Sets limits of an organization; those that are left out stay. For administrators. What is used already stays too.</summary>
    public static Task<Quota> SetQuotaAsync(SetQuotaInput input, Caller caller, QuotaService quotas, CancellationToken ct) =>
        quotas.SetAsync(caller, input.ToPlatform(), ct);
}

/// <summary>Quotas as they change.</summary>
[SubscriptionType]
public static class QuotaSubscriptions
{
    /// <summary>The quota of an organization as it is, and again whenever an amount or a limit has changed.</summary>
    public static Task<IAsyncEnumerable<Quota>> QuotaChangedAsync([ID] string organizationId, Caller caller, QuotaService quotas, CancellationToken ct) =>
        quotas.FollowAsync(caller, organizationId, ct);
}

/// <summary>Other limits.</summary>
/// <param name="OrganizationId">Whose.</param>
/// <param name="Reason">Why; history keeps it.</param>
/// <param name="Containers">Containers that exist.</param>
/// <param name="MemoryBytes">Memory of running containers in bytes.</param>
/// <param name="Cpu">CPU of running containers in cores: 0.5 is half of one.</param>
/// <param name="StorageBytes">Bytes of volumes, writable layers and backups.</param>
public sealed record SetQuotaInput(
    [ID] string OrganizationId, string Reason, long? Containers = null, long? MemoryBytes = null, double? Cpu = null, long? StorageBytes = null)
{
    internal QuotaChange ToPlatform() => new(
        OrganizationId, Containers, MemoryBytes, Cores.Millis(Cpu), StorageBytes, Reason);
}
