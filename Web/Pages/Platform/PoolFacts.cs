using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Platform;

/// <summary>A warm pool as its row shows it; pools.js says the same.</summary>
public sealed record PoolFacts(
    string Id,
    string Image,
    PoolFacts.Named? SecurityProfile,
    int Minimum,
    int Maximum,
    int Target,
    int Ready,
    int Preparing,
    long WarmStarts,
    long ColdStarts,
    DateTimeOffset? LastDemandAt,
    string? NotFilledBecause)
{
    /// <summary>The status whose colour it has.</summary>
    public string Tone => NotFilledBecause is not null ? "failed" : Ready < Target ? "deploying" : Ready == 0 ? "stopped" : "running";

    /// <summary>How full it is, in a word.</summary>
    public string Word => NotFilledBecause is not null ? "Cannot be filled" : Ready < Target ? "Filling" : Ready == 0 ? "Empty" : "Full";

    /// <summary>Why it is as it is.</summary>
    public string Reason => NotFilledBecause
        ?? (Ready < Target ? Preparing > 0 ? "One is being made." : "The next is made when the burst of starts is over."
        : Ready == 0 ? "Nobody has asked for long: the next start is cold, and fills it."
        : "");

    /// <summary>What of it waits, for a meter.</summary>
    public string Meter => Quantities.Plain(Quantities.Percent(Ready, Math.Max(Target, 1)));

    /// <summary>How many starts it made quick.</summary>
    public string Starts => WarmStarts + ColdStarts == 0 ? "—" : $"{WarmStarts} of {WarmStarts + ColdStarts}";

    /// <summary>Something with a name.</summary>
    public sealed record Named(string Name);
}
