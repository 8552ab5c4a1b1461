using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>Between which sizes a container grows and shrinks by itself.</summary>
public sealed record AutoscaleFacts(string Min, string Max)
{
    /// <summary>In words.</summary>
    public string Words => Min == Max ? $"stays {Parts.Words.Of(Min)}" : $"{Parts.Words.Of(Min)} to {Parts.Words.Of(Max)}";
}

/// <summary>More memory for a while.</summary>
public sealed record BoostFacts(long Bytes, DateTimeOffset Until);

/// <summary>The newest decisions.</summary>
public sealed record ScalingPage(IReadOnlyList<ScalingFacts> Nodes);

/// <summary>What scaling did with a container, or could not do; scaling.js says the same.</summary>
public sealed record ScalingFacts(
    DateTimeOffset At, string Action, double FromCpu, double ToCpu, long FromMemoryBytes, long ToMemoryBytes, string Reason, string? RefusedBecause)
{
    /// <summary>The status whose colour it has.</summary>
    public string Tone => RefusedBecause is null ? "running" : "failed";

    /// <summary>In a word or two.</summary>
    public string Word => (Action, RefusedBecause) switch
    {
        ("UP", null) => "Grew",
        ("UP", _) => "Not grown",
        ("DOWN", null) => "Shrank",
        ("DOWN", _) => "Not shrunk",
        ("BOOST", null) => "Boosted",
        ("BOOST", _) => "Not boosted",
        _ => "Boost over",
    };

    /// <summary>From what to what.</summary>
    public string Change => string.Join(", ", new[]
    {
        FromCpu == ToCpu ? null : $"{Quantities.Cores(FromCpu)} to {Quantities.Cores(ToCpu)} cores",
        FromMemoryBytes == ToMemoryBytes ? null : $"{Quantities.Bytes(FromMemoryBytes)} to {Quantities.Bytes(ToMemoryBytes)}",
    }.Where(part => part is not null));

    /// <summary>Why, and why not.</summary>
    public string Why => RefusedBecause is null ? Reason : $"{Reason} {RefusedBecause}";
}
