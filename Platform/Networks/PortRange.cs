using System.Globalization;

namespace GraphPlatform.Platform.Networks;

/// <summary>Ports next to each other.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public readonly record struct PortRange(int From, int To)
{
    /// <summary>Whether it holds a port.</summary>
    public bool Contains(int port) => port >= From && port <= To;

    /// <summary>Reads <c>5173-5180</c> or <c>22</c>.</summary>
    public static bool TryParse(string text, out PortRange range)
    {
        range = default;
        var parts = text.Split('-', 2, StringSplitOptions.TrimEntries);
        if (!IsPort(parts[0], out var from) || !IsPort(parts[^1], out var to) || to < from) return false;
        range = new(from, to);
        return true;
    }

    /// <summary>Reads ranges that are separated by commas; nothing is none.</summary>
    public static bool TryParseList(string text, out IReadOnlyList<PortRange> ranges)
    {
        var found = new List<PortRange>();
        ranges = found;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParse(part, out var range)) return false;
            found.Add(range);
        }

        return true;
    }

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
}
