using System.Globalization;

namespace GraphPlatform.Docker;

/// <summary>A version of the Docker Engine API, such as 1.41.</summary>
/// <param name="Major">Always 1 so far.</param>
/// <param name="Minor">Grows with each change of the API.</param>
public readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
{
    /// <summary>The oldest that this client speaks: Docker 20.10.</summary>
    public static ApiVersion Oldest { get; } = new(1, 41);

    /// <summary>The newest that this client knows: Docker 28.3.</summary>
    public static ApiVersion Newest { get; } = new(1, 51);

    /// <summary>Reads "1.41".</summary>
    public static bool TryParse(string? text, out ApiVersion version)
    {
        version = default;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0
            || !int.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
            return false;
        version = new(major, minor);
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(ApiVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <summary>Older.</summary>
    public static bool operator <(ApiVersion left, ApiVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer.</summary>
    public static bool operator >(ApiVersion left, ApiVersion right) => left.CompareTo(right) > 0;

    /// <summary>Older or the same.</summary>
    public static bool operator <=(ApiVersion left, ApiVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Newer or the same.</summary>
    public static bool operator >=(ApiVersion left, ApiVersion right) => left.CompareTo(right) >= 0;

    /// <summary>"1.41".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
