using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.GraphQL.Binding.Connections;

/// <summary>
/// The order of a list that is paged by its keys: a page begins after the keys of the last item, so it costs the same wherever it is, and nothing is shown twice or left out
/// when items come and go meanwhile. All keys together must be unique, and none of them null.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
public sealed class KeysetOrder<T>
{
    private readonly IReadOnlyList<Key> keys;

    private KeysetOrder(IReadOnlyList<Key> keys) => this.keys = keys;

    /// <summary>Orders by one key.</summary>
    /// <typeparam name="TKey">A number, a string, a date or time, a Guid; or a type of the application with comparison operators.</typeparam>
    /// <param name="key">A property of the item, as the database knows it.</param>
    /// <param name="descending">The largest first.</param>
    public static KeysetOrder<T> By<TKey>(Expression<Func<T, TKey>> key, bool descending = false) where TKey : notnull => new([new Key<TKey>(key, descending)]);

    /// <summary>Orders those that are the same so far.</summary>
    /// <typeparam name="TKey">As with <see cref="By"/>.</typeparam>
    /// <param name="key">A property of the item.</param>
    /// <param name="descending">The largest first.</param>
    public KeysetOrder<T> Then<TKey>(Expression<Func<T, TKey>> key, bool descending = false) where TKey : notnull => new([.. keys, new Key<TKey>(key, descending)]);

    /// <summary>The items in order, or from the end.</summary>
    internal IQueryable<T> Sort(IQueryable<T> items, bool backward)
    {
        var sorted = keys[0].Sort(items, backward, isFirst: true);
        for (var i = 1; i < keys.Count; i++) sorted = keys[i].Sort(sorted, backward, isFirst: false);
        return sorted;
    }

    /// <summary>The items beyond a cursor: after it, or before it.</summary>
    internal IQueryable<T> Beyond(IQueryable<T> items, string cursor, bool before, string argument)
    {
        var values = Read(cursor, argument);
        var item = Expression.Parameter(typeof(T), "item");
        // k1 > v1 or (k1 = v1 and (k2 > v2 or …))
        Expression? beyond = null;
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            var further = keys[i].Further(item, values[i], before);
            beyond = beyond is null ? further : Expression.OrElse(further, Expression.AndAlso(keys[i].Same(item, values[i]), beyond));
        }

        return items.Where(Expression.Lambda<Func<T, bool>>(beyond!, item));
    }

    /// <summary>The item's keys as text that goes into a URL as it is.</summary>
    internal string Cursor(T item)
    {
        var json = new StringBuilder("[");
        foreach (var key in keys) json.Append(json.Length > 1 ? "," : "").Append(key.Write(item));
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json.Append(']').ToString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private object[] Read(string cursor, string argument)
    {
        try
        {
            var base64 = cursor.Replace('-', '+').Replace('_', '/');
            using var json = JsonDocument.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
            var values = json.RootElement.EnumerateArray().ToArray();
            if (values.Length != keys.Count) throw new FormatException();
            return [.. values.Select((value, i) => keys[i].Read(value))];
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new GraphQLException($"\"{argument}\" is no cursor of this list.");
        }
    }

    private abstract class Key
    {
        public abstract IQueryable<T> Sort(IQueryable<T> items, bool backward, bool isFirst);

        public abstract Expression Further(ParameterExpression item, object value, bool before);

        public abstract Expression Same(ParameterExpression item, object value);

        public abstract string Write(T item);

        public abstract object Read(JsonElement json);
    }

    private sealed class Key<TKey>(Expression<Func<T, TKey>> key, bool descending) : Key where TKey : notnull
    {
        private readonly Func<T, TKey> get = key.Compile();

        public override IQueryable<T> Sort(IQueryable<T> items, bool backward, bool isFirst) => (isFirst, descending != backward) switch
        {
            (true, false) => items.OrderBy(key),
            (true, true) => items.OrderByDescending(key),
            (false, false) => ((IOrderedQueryable<T>)items).ThenBy(key),
            _ => ((IOrderedQueryable<T>)items).ThenByDescending(key),
        };

        public override Expression Further(ParameterExpression item, object value, bool before)
        {
            Expression left = Of(item), right = Constant(value);
            var larger = descending == before;
            // Strings and Guids have no operators; databases know their comparison.
            if (typeof(TKey) == typeof(string)) (left, right) = (Expression.Call(typeof(string), nameof(string.Compare), null, left, right), Expression.Constant(0));
            else if (typeof(TKey) == typeof(Guid)) (left, right) = (Expression.Call(left, nameof(Guid.CompareTo), null, right), Expression.Constant(0));
            return larger ? Expression.GreaterThan(left, right) : Expression.LessThan(left, right);
        }

        public override Expression Same(ParameterExpression item, object value) => Expression.Equal(Of(item), Constant(value));

        public override string Write(T item) => JsonSerializer.Serialize(get(item));

        public override object Read(JsonElement json) => json.Deserialize<TKey>() ?? throw new FormatException();

        private Expression Of(ParameterExpression item) => new Replacement(key.Parameters[0], item).Visit(key.Body);

        /// <summary>A member of an object, and not a constant: then a database has one statement for all pages.</summary>
        private static MemberExpression Constant(object value) => Expression.Property(Expression.Constant(new Held((TKey)value)), nameof(Held.Value));

        private sealed record Held(TKey Value);
    }

    private sealed class Replacement(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
