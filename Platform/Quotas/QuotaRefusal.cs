using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Quotas;

/// <summary>What a refusal for a quota's sake is about.</summary>
/// <param name="Quota">Of what there is too little.</param>
/// <param name="Limit">How much there may be.</param>
/// <param name="Used">How much there is.</param>
/// <param name="Requested">How much more was asked for.</param>
/// <param name="DeniedBecause">Why, in a sentence.</param>
public sealed record QuotaRefusal(QuotaDimension Quota, long Limit, long Used, long Requested, string DeniedBecause) : ProblemDetail
{
    /// <summary>The refusal of <paramref name="asked"/> for the first dimension that it does not fit into; null when it fits.</summary>
    internal static PlatformException? Of(Quota quota, QuotaAmounts asked) => Of(quota, asked, asked.Begins);

    /// <summary>The refusal of something that takes storage by and by, while there is none left; null while there is some.</summary>
    internal static PlatformException? OfStorage(Quota quota) => Of(quota, default, begins: true);

    private static PlatformException? Of(Quota quota, QuotaAmounts asked, bool begins)
    {
        QuotaDimension? tight = QuotaAmounts.Dimensions.Where(d =>
            (asked[d] > 0 && quota.Used[d] + asked[d] > quota.Limits[d]) || (d == QuotaDimension.Storage && begins && quota.Level(d) == QuotaLevel.Exhausted)).Cast<QuotaDimension?>().FirstOrDefault();
        if (tight is not { } dimension) return null;
        var (limit, used, requested) = (quota.Limits[dimension], quota.Used[dimension], Math.Max(0, asked[dimension]));
        var why = QuotaWords.Use(dimension, used, limit);
        if (requested > 0) why += $"; {QuotaWords.Amount(dimension, requested)} more would be needed";
        var detail = new QuotaRefusal(dimension, limit, used, requested, why + ".");
        return new([new Problem(ErrorCode.QuotaExceeded, $"The organization's quota does not allow it: {why}. {QuotaWords.Advice(dimension)}") { Detail = detail }]);
    }
}
