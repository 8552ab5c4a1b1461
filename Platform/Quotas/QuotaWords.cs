using System.Globalization;

namespace GraphPlatform.Platform.Quotas;

/// <summary>Says amounts of what is limited to people.</summary>
internal static class QuotaWords
{
    /// <summary>How much of a limit is used: <c>5 of 5 containers are in use</c>.</summary>
    public static string Use(QuotaDimension dimension, long used, long limit) =>
        $"{Figure(dimension, used)} of {Amount(dimension, limit)} {(dimension == QuotaDimension.Containers ? "are" : "is")} in use";

    /// <summary>Why more of it is refused, and what helps; null while there is some left.</summary>
    public static string? DeniedBecause(Quota quota, QuotaDimension dimension) => quota.Level(dimension) == QuotaLevel.Exhausted
        ? $"{Use(dimension, quota.Used[dimension], quota.Limits[dimension])}. {Advice(dimension)}"
        : null;

    /// <summary>What helps.</summary>
    public static string Advice(QuotaDimension dimension) => dimension switch
    {
        QuotaDimension.Containers => "Delete a container, or ask an administrator of the platform for a higher limit.",
        QuotaDimension.Storage => "Delete volumes, files or backups, or ask an administrator of the platform for a higher limit; what is freed counts after the next measurement.",
        _ => "Stop a container or make one smaller, or ask an administrator of the platform for a higher limit.",
    };

    /// <summary>An amount with its unit.</summary>
    public static string Amount(QuotaDimension dimension, long amount) => dimension switch
    {
        QuotaDimension.Containers => $"{Figure(dimension, amount)} {(amount == 1 ? "container" : "containers")}",
        QuotaDimension.Memory => Figure(dimension, amount) + " of memory",
        QuotaDimension.Cpu => $"{Figure(dimension, amount)} {(amount == 1000 ? "core" : "cores")} of CPU",
        _ => Figure(dimension, amount) + " of storage",
    };

    private static string Figure(QuotaDimension dimension, long amount) => dimension switch
    {
        QuotaDimension.Containers => amount.ToString(CultureInfo.InvariantCulture),
        QuotaDimension.Cpu => (amount / 1000.0).ToString("0.###", CultureInfo.InvariantCulture),
        _ => Bytes(amount),
    };

    /// <summary>An amount of bytes.</summary>
    public static string Bytes(long amount) => amount >= 1L << 30
        ? (amount / (double)(1L << 30)).ToString("0.##", CultureInfo.InvariantCulture) + " GiB"
        : (amount / (double)(1L << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MiB";
}
