using System.Globalization;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Organizations;

/// <summary>One thing that is limited, as the page shows it.</summary>
/// <param name="Name">The constant of the API: MEMORY.</param>
/// <param name="Limit">How much there may be.</param>
/// <param name="Used">How much there is.</param>
/// <param name="Level">How near that is.</param>
/// <param name="DeniedBecause">Why more is refused.</param>
public sealed record QuotaFacts(string Name, long Limit, long Used, string Level, string? DeniedBecause)
{
    /// <summary>What it is of.</summary>
    public string What => Name switch
    {
        "CONTAINERS" => "Containers",
        "MEMORY" => "Memory of running containers",
        "CPU" => "CPU of running containers",
        _ => "Storage",
    };

    /// <summary>The status whose colour a level has; limits.js says the same.</summary>
    public string Tone => Level switch
    {
        "OK" => "running",
        "WARNING" => "idle",
        _ => "failed",
    };

    /// <summary>The level as a word.</summary>
    public string Word => WordOf(Level);

    /// <summary>A level as a word; limits.js says the same.</summary>
    public static string WordOf(string level) => level switch
    {
        "OK" => "Room left",
        "EXHAUSTED" => "All in use",
        _ => Words.Of(level),
    };

    /// <summary>An amount with its unit; limits.js says the same.</summary>
    public string Amount(long amount) => AmountOf(Name, amount);

    /// <summary>An amount of something with its unit.</summary>
    public static string AmountOf(string name, long amount) => name switch
    {
        "CONTAINERS" => amount.ToString(CultureInfo.InvariantCulture),
        "CPU" => Quantities.Cores(amount / 1000.0) + " cores",
        _ => Quantities.Bytes(amount),
    };
}
