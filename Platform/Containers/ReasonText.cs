using System.Globalization;
using System.Runtime.CompilerServices;

namespace GraphPlatform.Platform.Containers;

/// <summary>
/// Sentences whose times of day stand by themselves. An interpolated string becomes one: <c>$"It starts again at {at}."</c>
/// </summary>
[InterpolatedStringHandler]
public sealed class ReasonText
{
    private readonly List<ReasonPart> parts = [];

    /// <summary>Begins an empty one; the compiler calls it for an interpolated string.</summary>
    /// <param name="literalLength">How long its fixed texts are.</param>
    /// <param name="formattedCount">How many values it has.</param>
    public ReasonText(int literalLength, int formattedCount)
    {
    }

    /// <summary>The parts in order, texts and times by turns.</summary>
    public IReadOnlyList<ReasonPart> Parts => parts;

    /// <summary>A text without a time.</summary>
    public static implicit operator ReasonText(string text)
    {
        var made = new ReasonText(text.Length, 0);
        made.AppendLiteral(text);
        return made;
    }

    /// <summary>Adds a text.</summary>
    public void AppendLiteral(string text)
    {
        if (text.Length == 0) return;
        if (parts is [.., { At: null } last]) parts[^1] = last with { Text = last.Text + text };
        else parts.Add(new(text));
    }

    /// <summary>Adds a value as a text.</summary>
    public void AppendFormatted<T>(T value) => AppendLiteral(string.Create(CultureInfo.InvariantCulture, $"{value}"));

    /// <summary>Adds a time of day.</summary>
    public void AppendFormatted(DateTimeOffset at) =>
        parts.Add(new(at.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture), at));

    /// <summary>Adds the parts of another.</summary>
    public void AppendFormatted(ReasonText other)
    {
        foreach (var part in other.parts)
        {
            if (part.At is null) AppendLiteral(part.Text);
            else parts.Add(part);
        }
    }

    /// <inheritdoc />
    public override string ToString() => string.Concat(parts.Select(part => part.Text));
}

/// <summary>A part of a container's status reason: a text, or a time of day that can be shown in another zone.</summary>
/// <param name="Text">The text as it stands in the reason; a time of day is in UTC.</param>
/// <param name="At">The instant that the part names; null for a text.</param>
public sealed record ReasonPart(string Text, DateTimeOffset? At = null);
