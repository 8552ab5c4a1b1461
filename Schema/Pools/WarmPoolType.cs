using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Security;
using GraphPlatform.Schema.Security;

namespace GraphPlatform.Schema.Pools;

/// <summary>Instances of an image that wait, frozen, so that a start that fits takes tens of milliseconds. For administrators.</summary>
[ObjectType<WarmPool>, Implements<INode>, Implements<IWarmPoolEvent>]
public static class WarmPoolType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] WarmPool pool) => pool.Id;

    /// <summary>The image.</summary>
    public static string Image([Parent] WarmPool pool) => pool.Image;

    /// <summary>The profile that its instances have; null for the defaults.</summary>
    public static async Task<SecurityProfile?> SecurityProfileAsync([Parent] WarmPool pool, SecurityProfileLoader profiles) =>
        pool.SecurityProfileId is { } id ? await profiles.LoadAsync(id) : null;

    /// <summary>How many wait at least.</summary>
    public static int Minimum([Parent] WarmPool pool) => pool.Minimum;

    /// <summary>How many wait at most.</summary>
    public static int Maximum([Parent] WarmPool pool) => pool.Maximum;

    /// <summary>How many should wait now: demand raises it, quiet lowers it.</summary>
    public static int Target([Parent] WarmPool pool) => pool.Target;

    /// <summary>How many wait now.</summary>
    public static async Task<int> ReadyAsync([Parent] WarmPool pool, WarmPoolSizeLoader sizes) => (await sizes.LoadAsync(pool.Id))?.Ready ?? 0;

    /// <summary>How many are being made.</summary>
    public static async Task<int> PreparingAsync([Parent] WarmPool pool, WarmPoolSizeLoader sizes) => (await sizes.LoadAsync(pool.Id))?.Preparing ?? 0;

    /// <summary>Starts that took one.</summary>
    public static long WarmStarts([Parent] WarmPool pool) => pool.WarmStarts;

    /// <summary>Starts that would have taken one, when none was there.</summary>
    public static long ColdStarts([Parent] WarmPool pool) => pool.ColdStarts;

    /// <summary>The last start that took one or would have; null before the first.</summary>
    public static DateTimeOffset? LastDemandAt([Parent] WarmPool pool) => pool.LastDemandAt;

    /// <summary>Why it cannot be filled, and what helps; null when it can.</summary>
    public static string? NotFilledBecause([Parent] WarmPool pool) => pool.Failure;

    /// <summary>When filling it is tried again.</summary>
    public static DateTimeOffset? RetryAt([Parent] WarmPool pool) => pool.RetryAt;

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] WarmPool pool) => pool.CreatedAt;
}

/// <summary>Loads how many are in pools.</summary>
public sealed class WarmPoolSizeLoader(WarmPoolService pools, Caller caller) : DataLoader<string, WarmPoolSize>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, WarmPoolSize>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        pools.SizesAsync(caller, keys, cancellationToken);
}
