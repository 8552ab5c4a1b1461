using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Schema;

/// <summary>Between the API's connections and the platform's pages: the cursor of an item is its id.</summary>
internal static class Pages
{
    private const int DefaultSize = 20;

    /// <summary>The page that is asked for.</summary>
    public static PageRequest Of(PageArguments page) =>
        page.Last is { } last ? new(last, page.After, page.Before, FromEnd: true) : new(page.First ?? DefaultSize, page.After, page.Before);

    /// <summary>The connection that a page is.</summary>
    public static Connection<T> Connect<T>(Page<T> page, Func<T, string> id, int? totalCount = null) =>
        new([.. page.Items.Select(item => new Edge<T>(item, id(item)))], page.HasNext, page.HasPrevious, totalCount);
}
