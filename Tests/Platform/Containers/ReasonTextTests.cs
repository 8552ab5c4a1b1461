using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Tests.Platform.Containers;

/// <summary>Sentences whose times of day stand by themselves.</summary>
public sealed class ReasonTextTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 23, 59, 58, TimeSpan.FromHours(5.5));

    [Fact]
    public void A_time_in_a_sentence_is_a_part_of_its_own_and_in_UTC_in_the_text()
    {
        ReasonText text = $"Crash {3} of {10}. It starts again at {At}.";
        Assert.Equal([new("Crash 3 of 10. It starts again at "), new("18:29:58 UTC", At), new(".")], text.Parts);
        Assert.Equal("Crash 3 of 10. It starts again at 18:29:58 UTC.", text.ToString());
    }

    [Fact]
    public void A_sentence_within_another_keeps_its_times_and_an_empty_one_adds_nothing()
    {
        ReasonText inner = $" until {At}", nothing = "", text = $"More memory{inner}{nothing}, and then less.";
        Assert.Equal([new("More memory until "), new("18:29:58 UTC", At), new(", and then less.")], text.Parts);
        Assert.Empty(nothing.Parts);
    }
}
