using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Schema.Accounts;

namespace GraphPlatform.Schema.Quotas;

/// <summary>What an organization may use, and uses.</summary>
[ObjectType<Quota>]
public static class QuotaType
{
    /// <summary>Whose it is.</summary>
    [ID]
    public static string OrganizationId([Parent] Quota quota) => quota.OrganizationId;

    /// <summary>The name of the organization, of which an administrator need not be a member.</summary>
    public static async Task<string> OrganizationNameAsync([Parent] Quota quota, QuotaOrganizationLoader names) =>
        await names.LoadAsync(quota.OrganizationId) ?? throw PlatformException.NotFound("organization", quota.OrganizationId);

    /// <summary>The organization; null for an administrator who is no member.</summary>
    public static Task<Organization?> OrganizationAsync([Parent] Quota quota, OrganizationLoader organizations) => organizations.LoadAsync(quota.OrganizationId);

    /// <summary>Containers that exist, whether they run or not.</summary>
    public static QuotaUse Containers([Parent] Quota quota) => QuotaUse.Of(quota, QuotaDimension.Containers);

    /// <summary>Bytes of memory that the containers have which run or are frozen.</summary>
    public static QuotaUse Memory([Parent] Quota quota) => QuotaUse.Of(quota, QuotaDimension.Memory);

    /// <summary>CPU that the containers have which run or are frozen, in thousandths of a core.</summary>
    public static QuotaUse Cpu([Parent] Quota quota) => QuotaUse.Of(quota, QuotaDimension.Cpu);

    /// <summary>Bytes that volumes and writable layers took when they were last measured, and backups take in their store.</summary>
    public static QuotaUse Storage([Parent] Quota quota) => QuotaUse.Of(quota, QuotaDimension.Storage);

    /// <summary>When storage was last measured; null before the first time.</summary>
    public static DateTimeOffset? StorageMeasuredAt([Parent] Quota quota) => quota.StorageMeasuredAt;

    /// <summary>Why more is refused, and what helps: a sentence for each limit that is reached; null while there is some of everything left.</summary>
    public static string? DeniedBecause([Parent] Quota quota) => quota.DeniedBecause;

    /// <summary>Limits that were set, and levels that were crossed, the oldest first.</summary>
    public static async Task<Connection<QuotaEvent>> HistoryAsync([Parent] Quota quota, PageArguments page, Caller caller, QuotaService quotas, CancellationToken ct) =>
        Pages.Connect(await quotas.HistoryAsync(caller, quota.OrganizationId, Pages.Of(page, "qev"), ct), e => e.Id);

    /// <summary>Raised by every change, so that old news can be told from new.</summary>
    public static long Revision([Parent] Quota quota) => quota.Revision;
}

/// <summary>One thing that is limited.</summary>
/// <param name="Limit">How much there may be.</param>
/// <param name="Used">How much there is.</param>
/// <param name="Level">How near the limit that is.</param>
/// <param name="DeniedBecause">Why more of it is refused, and what helps; null while there is some left.</param>
[ObjectType]
public sealed record QuotaUse(long Limit, long Used, QuotaLevel Level, string? DeniedBecause)
{
    internal static QuotaUse Of(Quota quota, QuotaDimension dimension) =>
        new(quota.Limits[dimension], quota.Used[dimension], quota.Level(dimension), quota.Denied(dimension));
}

/// <summary>Something in the history of a quota: a limit was set, or a level was crossed.</summary>
[ObjectType<QuotaEvent>]
public static class QuotaEventType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] QuotaEvent happened) => happened.Id;

    /// <summary>Of what.</summary>
    public static QuotaDimension Quota([Parent] QuotaEvent happened) => happened.Dimension;

    /// <summary>Who did it.</summary>
    [Returns<IActor>]
    public static Task<object> ActorAsync([Parent] QuotaEvent happened, UserLoader users) => SystemActor.OfAsync(happened.Actor, users);

    /// <summary>When.</summary>
    public static DateTimeOffset At([Parent] QuotaEvent happened) => happened.At;

    /// <summary>The limit before; null when a level was crossed.</summary>
    public static long? FromLimit([Parent] QuotaEvent happened) => happened.FromLimit;

    /// <summary>The limit since then; null when a level was crossed.</summary>
    public static long? ToLimit([Parent] QuotaEvent happened) => happened.ToLimit;

    /// <summary>The level before; null when a limit was set.</summary>
    public static QuotaLevel? FromLevel([Parent] QuotaEvent happened) => happened.FromLevel;

    /// <summary>The level since then; null when a limit was set.</summary>
    public static QuotaLevel? ToLevel([Parent] QuotaEvent happened) => happened.ToLevel;

    /// <summary>Why, in a sentence.</summary>
    public static string Reason([Parent] QuotaEvent happened) => happened.Reason;
}
