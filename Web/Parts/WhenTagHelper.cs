using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GraphPlatform.Web.Parts;

/// <summary><c>&lt;when at="…" /&gt;</c>: how long ago, with the exact time on hover. Scripts keep it right.</summary>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTagHelper(TimeProvider clock) : TagHelper
{
    /// <summary>The instant.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Whether it says how long since (4 min) rather than how long ago (4 min ago).</summary>
    public bool Since { get; set; }

    /// <summary>Whether it is yet to come, and <c>now</c> once it has.</summary>
    public bool Until { get; set; }

    /// <summary>Whether it says the exact time instead.</summary>
    public bool Exact { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", Times.Machine(At));
        output.Attributes.SetAttribute("title", Times.Exact(At));
        output.Attributes.SetAttribute(Exact ? "data-exact" : Since ? "data-since" : Until ? "data-until" : "data-ago", "");
        output.Content.SetContent(Exact ? Times.Exact(At) : Until && At <= clock.GetUtcNow() ? "now" : Since ? Times.Span(clock.GetUtcNow() - At) : Times.Relative(At, clock.GetUtcNow()));
    }
}
