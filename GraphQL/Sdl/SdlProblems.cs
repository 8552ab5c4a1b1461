using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>What is wrong with type definitions, each with its place in them.</summary>
internal sealed class SdlProblems(DocumentNode document)
{
    public List<string> List { get; } = [];

    public void Add(string problem, int start)
    {
        var place = document.LocationOf(start);
        List.Add($"{problem} ({place.Line}:{place.Column})");
    }

    /// <summary>The items whose names are the first of their kind; each further one of a name is a problem.</summary>
    public IEnumerable<T> Unique<T>(IEnumerable<T> items, Func<T, string> name, string what) where T : SyntaxNode
    {
        var seen = new HashSet<string>();
        foreach (var item in items)
        {
            if (seen.Add(name(item))) yield return item;
            else Add($"{what} {name(item)} twice.", item.Start);
        }
    }
}
