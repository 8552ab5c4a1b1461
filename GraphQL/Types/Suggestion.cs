namespace GraphPlatform.GraphQL.Types;

/// <summary>"Did you mean": the known names nearest to an unknown one.</summary>
internal static class Suggestion
{
    private const int LongestName = 80;

    /// <summary>A sentence with a leading blank, or nothing when no name is near.</summary>
    public static string For(string unknown, IEnumerable<string> known)
    {
        if (unknown.Length > LongestName) return "";
        var near = known
            .Where(name => name.Length <= LongestName && Math.Abs(name.Length - unknown.Length) <= Furthest(unknown))
            .Select(name => (Name: name, Distance: Distance(unknown.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Furthest(unknown))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(3).Select(candidate => $"\"{candidate.Name}\"").ToArray();
        return near.Length switch
        {
            0 => "",
            1 => $" Did you mean {near[0]}?",
            _ => $" Did you mean {string.Join(", ", near[..^1])} or {near[^1]}?",
        };
    }

    private static int Furthest(string unknown) => Math.Max(1, (int)(unknown.Length * 0.4));

    /// <summary>Edits (insert, delete, replace, swap neighbours) between two short texts.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
