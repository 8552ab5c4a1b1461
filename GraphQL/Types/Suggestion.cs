namespace GraphPlatform.GraphQL.Types;

/// <summary>"Did you mean": the known names nearest to an unknown one.</summary>
internal static class Suggestion
{
    private const int LongestName = 80;

    /// <summary>Names that are looked at: a document may declare thousands of variables, and misspell as many.</summary>
    private const int MostCandidates = 500;

    /// <summary>A sentence with a leading blank, or nothing when no name is near.</summary>
    public static string For(string unknown, IEnumerable<string> known)
    {
        if (unknown.Length > LongestName) return "";
        var furthest = Math.Max(1, (int)(unknown.Length * 0.4));
        var lower = unknown.ToLowerInvariant();
        var near = known
            .Where(name => name.Length <= LongestName && Math.Abs(name.Length - unknown.Length) <= furthest)
            .Take(MostCandidates)
            .Select(name => (Name: name, Distance: Distance(lower, name.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= furthest)
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
        var width = b.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        for (var j = 0; j < width; j++) rows[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var row = rows.Slice(i % 3 * width, width);
            var above = rows.Slice((i + 2) % 3 * width, width);
            var aboveThat = rows.Slice((i + 1) % 3 * width, width);
            row[0] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], aboveThat[j - 2] + 1);
            }
        }

        return rows[a.Length % 3 * width + b.Length];
    }
}
