using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Database;

/// <summary>Which part of a list: the first so many after an id, or the last so many before one. Ids of one kind sort by time of making.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="After">Ids after this one.</param>
/// <param name="Before">Ids before this one.</param>
/// <param name="FromEnd">Whether the last ones are meant.</param>
public sealed record PageRequest(int Limit, string? After = null, string? Before = null, bool FromEnd = false);

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="HasPrevious">Whether there are some before.</param>
/// <param name="HasNext">Whether there are some after.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasPrevious, bool HasNext);

/// <summary>Reads pages by key: cost does not grow with the distance from the start.</summary>
internal static class Page
{
    /// <summary>The page of <paramref name="source"/> in the order of <paramref name="key"/>.</summary>
    public static async Task<Page<T>> OfAsync<T>(IQueryable<T> source, Expression<Func<T, string>> key, PageRequest page, CancellationToken ct)
    {
        if (page.After is { } after) source = source.Where(Compare(key, after, greater: true));
        if (page.Before is { } before) source = source.Where(Compare(key, before, greater: false));
        var ordered = page.FromEnd ? source.OrderByDescending(key) : source.OrderBy(key);
        var items = await ordered.Take(page.Limit + 1).ToListAsync(ct);
        var more = items.Count > page.Limit;
        if (more) items.RemoveAt(page.Limit);
        if (page.FromEnd) items.Reverse();
        return page.FromEnd ? new(items, more, page.Before is not null) : new(items, page.After is not null, more);
    }

    /// <summary>The page of <paramref name="source"/> with the greatest key first: the same list, read from its other end.</summary>
    public static async Task<Page<T>> OfNewestAsync<T>(IQueryable<T> source, Expression<Func<T, string>> key, PageRequest page, CancellationToken ct)
    {
        var mirrored = await OfAsync(source, key, new PageRequest(page.Limit, After: page.Before, Before: page.After, FromEnd: !page.FromEnd), ct);
        return new([.. mirrored.Items.Reverse()], mirrored.HasNext, mirrored.HasPrevious);
    }

    private static Expression<Func<T, bool>> Compare<T>(Expression<Func<T, string>> key, string bound, bool greater)
    {
        Expression<Func<string>> value = () => bound;       // a parameter of the SQL, not a part of its text
        var compared = Expression.Call(typeof(string), nameof(string.Compare), null, key.Body, value.Body);
        var zero = Expression.Constant(0);
        return Expression.Lambda<Func<T, bool>>(
            greater ? Expression.GreaterThan(compared, zero) : Expression.LessThan(compared, zero), key.Parameters);
    }
}
