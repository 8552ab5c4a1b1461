using GraphPlatform.Web.Assets;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace GraphPlatform.Web.Parts;

/// <summary><c>&lt;icon name="play" /&gt;</c>: a drawing of icons.svg. The words stand beside it, so it is silent.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(AssetVersion assets) : TagHelper
{
    /// <summary>Without <c>icon-</c>.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"{assets["icons.svg"]}#icon-{Name}\"></use>");
    }
}
