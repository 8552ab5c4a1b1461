using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Containers;

namespace GraphPlatform.Schema.Containers;

/// <summary>A part of a container's status reason: a text, or a time of day.</summary>
[ObjectType<ReasonPart>]
[Name("StatusReasonPart")]
public static class ReasonPartType
{
    /// <summary>The text as it stands in the reason; a time of day is in UTC.</summary>
    public static string Text([Parent] ReasonPart part) => part.Text;

    /// <summary>The instant that the part names; null for a text.</summary>
    public static DateTimeOffset? At([Parent] ReasonPart part) => part.At;
}
