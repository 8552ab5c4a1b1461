using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Schema;

/// <summary>Between the API's connections and the platform's pages: the cursor of an item is its id.</summary>
internal static class Pages
{
    private const int DefaultSize = 20;

    /// <summary>The page that is asked for.</summary>
    /// <param name="page">The arguments.</param>
    /// <param name="kind">What the list's ids begin with: a cursor of another kind is none of this list, and compared with its ids it would mean anything.</param>
    /// <exception cref="PlatformException">VALIDATION: no cursor of this list.</exception>
    public static PageRequest Of(PageArguments page, string kind)
    {
        Demand(page.After, kind, "after");
        Demand(page.Before, kind, "before");
        return page.Last is { } last ? new(last, page.After, page.Before, FromEnd: true) : new(page.First ?? DefaultSize, page.After, page.Before);
    }

    private static void Demand(string? cursor, string kind, string argument)
    {
        if (cursor is not null && !Ids.IsOf(kind, cursor)) throw new PlatformException(ErrorCode.Validation, "This is no cursor of this list. Pass one that the list gave.", argument);
    }

    /// <summary>The connection that a page is.</summary>
    public static Connection<T> Connect<T>(Page<T> page, Func<T, string> id, int? totalCount = null) =>
        new([.. page.Items.Select(item => new Edge<T>(item, id(item)))], page.HasNext, page.HasPrevious, totalCount);
}
