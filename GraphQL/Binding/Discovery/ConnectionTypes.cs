using System.Reflection;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Makes <c>XConnection</c> and <c>XEdge</c> for <see cref="Connection{T}"/>.</summary>
internal static class ConnectionTypes
{
    private static readonly MethodInfo MakeMethod = typeof(ConnectionTypes).GetMethod(nameof(MakeFor), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static ObjectType Make(Type node, NamedType nodeType, ObjectType pageInfo, TypeMap map) =>
        (ObjectType)MakeMethod.MakeGenericMethod(node).Invoke(null, [nodeType, pageInfo, map])!;

    private static ObjectType MakeFor<T>(NamedType node, ObjectType pageInfo, TypeMap map)
    {
        var cursor = map.NamedScalar("Cursor");
        var edge = map.Add(new ObjectType($"{node.Name}Edge") { DescriptionSource = () => $"A `{node.Name}` in a list, with its place." });
        Add<Edge<T>, T>(edge, "node", NonNull(node), each => each.Node, new CompositeFactory<T>(false, node), "The item.");
        Add<Edge<T>, string>(edge, "cursor", NonNull(cursor.Scalar), each => each.Cursor, (CompleterFactory<string>)cursor.Factory(false), "Its place in the list.");

        var connection = map.Add(new ObjectType($"{node.Name}Connection") { DescriptionSource = () => $"A page of `{node.Name}`." });
        map.Objects[typeof(Connection<T>)] = connection;
        map.Objects[typeof(Edge<T>)] = edge;
        Add<Connection<T>, IReadOnlyList<Edge<T>>>(connection, "edges", NonNull(new ListType(NonNull(edge))), page => page.Edges,
            new ListFactory<IReadOnlyList<Edge<T>>, Edge<T>>(false, new CompositeFactory<Edge<T>>(false, edge)), "Items with their places.");
        Add<Connection<T>, IEnumerable<T>>(connection, "nodes", NonNull(new ListType(NonNull(node))), page => page.Nodes,
            new ListFactory<IEnumerable<T>, T>(false, new CompositeFactory<T>(false, node)), "The items alone.");
        Add<Connection<T>, PageInfo>(connection, "pageInfo", NonNull(pageInfo), page => page.PageInfo,
            new CompositeFactory<PageInfo>(false, pageInfo), "Where this page stands.");
        var count = map.Scalar(typeof(int))!;
        Add<Connection<T>, int?>(connection, "totalCount", count.Scalar, page => page.TotalCount,
            new NullableFactory<int>((CompleterFactory<int>)count.Factory(false)), "Items in all pages, when known.");
        return connection;
    }

    private static NonNullType NonNull(GraphQLType type) => new(type);

    private static void Add<TParent, T>(ObjectType type, string name, GraphQLType fieldType, Func<TParent, T> get, CompleterFactory<T> factory, string description)
        where TParent : class =>
        type.Fields[name] = new FieldDefinition(name, fieldType, new SyncBinding<T>(() => (parent, _, _) => get((TParent)parent!), factory))
        {
            DescriptionSource = () => description,
        };
}
