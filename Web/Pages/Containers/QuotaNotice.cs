using GraphPlatform.Web.Pages.Organizations;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>That an organization is near a limit, or at it; quota-notice.js says the same.</summary>
/// <param name="Tone">The status whose colour it has.</param>
/// <param name="Title">How near.</param>
/// <param name="Text">Of what, and what follows.</param>
public sealed record QuotaNotice(string Tone, string Title, string Text)
{
    private static readonly string[] Levels = ["OK", "WARNING", "CRITICAL", "EXHAUSTED"];

    /// <summary>The nearest limit's; null while there is room everywhere.</summary>
    public static QuotaNotice? Of(QuotaOfList quota)
    {
        var all = new[] { ("CONTAINERS", quota.Containers), ("MEMORY", quota.Memory), ("CPU", quota.Cpu), ("STORAGE", quota.Storage) };
        var (name, use) = all.MaxBy(q => Array.IndexOf(Levels, q.Item2.Level));
        if (use.Level is "OK") return null;
        var facts = new QuotaFacts(name, use.Limit, use.Used, use.Level, use.DeniedBecause);
        var percent = Math.Floor(Quantities.Percent(use.Used, Math.Max(use.Limit, 1)));
        return new(
            facts.Tone,
            use.Level == "EXHAUSTED" ? $"{facts.What}: the limit is reached." : $"{facts.What}: {Quantities.Plain(percent)} % of the limit.",
            use.DeniedBecause ?? $"{facts.Amount(use.Used)} of {facts.Amount(use.Limit)} are in use.");
    }
}

/// <summary>What an organization may use, and uses.</summary>
public sealed record QuotaOfList(UseOfList Containers, UseOfList Memory, UseOfList Cpu, UseOfList Storage);

/// <summary>One thing that is limited.</summary>
public sealed record UseOfList(long Limit, long Used, string Level, string? DeniedBecause);
