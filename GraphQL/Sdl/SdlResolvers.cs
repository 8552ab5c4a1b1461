using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>
/// How the fields of a schema from definitions get their values. Without a resolver a field is looked up by its name in its parent, a JSON object or a
/// dictionary, and an abstract type is told by <c>__typename</c>. Fields are named by their coordinates, such as <c>Query.dog</c>
/// (https://spec.graphql.org/September2025/#sec-Schema-Coordinates).
/// </summary>
public sealed class SdlResolvers
{
    private readonly Dictionary<string, Func<SdlFieldContext, object?>> fields = [];
    private readonly Dictionary<string, Func<SdlFieldContext, ValueTask<object?>>> asyncFields = [];
    private readonly Dictionary<string, Func<SdlFieldContext, IAsyncEnumerable<object?>>> streams = [];
    private readonly Dictionary<string, Func<object, string?>> typeNames = [];

    /// <summary>A field that answers at once: with JSON, a dictionary, a list, text, a number or any object that further resolvers understand.</summary>
    public SdlResolvers Field(string coordinate, Func<SdlFieldContext, object?> resolve)
    {
        fields[coordinate] = resolve;
        return this;
    }

    /// <summary>A field that answers later.</summary>
    public SdlResolvers Field(string coordinate, Func<SdlFieldContext, ValueTask<object?>> resolve)
    {
        asyncFields[coordinate] = resolve;
        return this;
    }

    /// <summary>A field of the subscription type: the values of the stream are its events. Without one, the parent's value is the only event.</summary>
    public SdlResolvers Stream(string coordinate, Func<SdlFieldContext, IAsyncEnumerable<object?>> subscribe)
    {
        streams[coordinate] = subscribe;
        return this;
    }

    /// <summary>Tells the object type's name for a value of an interface or union.</summary>
    public SdlResolvers TypeName(string abstractType, Func<object, string?> typeName)
    {
        typeNames[abstractType] = typeName;
        return this;
    }

    internal FieldBinding Bind(string type, string field, GraphQLType of, InputValueDefinition[] arguments, bool isSubscription)
    {
        var coordinate = $"{type}.{field}";
        var factory = DynamicCompleters.For(of, TypeNameOf);
        if (isSubscription) return new StreamBinding<object?>(() => Streamed(coordinate, field, arguments), factory, StreamSettings.Default);
        if (asyncFields.TryGetValue(coordinate, out var later)) return new ValueTaskBinding<object?>(() => Later(later, arguments), factory);
        if (!fields.TryGetValue(coordinate, out var resolve))
            return new SyncBinding<object?>(() => (parent, _, _) => DynamicObject.Property(parent, field), factory);
        return new SyncBinding<object?>(() => (parent, values, run) => DynamicObject.Known(resolve(Context(parent, arguments, values, run))), factory);
    }

    /// <summary>A resolver for a field that does not exist is a misspelt one.</summary>
    internal void Check(GraphQLSchema schema, List<string> problems)
    {
        foreach (var coordinate in fields.Keys.Concat(asyncFields.Keys).Concat(streams.Keys).Order(StringComparer.Ordinal))
        {
            var parts = coordinate.Split('.');
            if (parts.Length != 2 || schema.Find(parts[0]) is not ObjectType type || !type.Fields.ContainsKey(parts[1]))
                problems.Add($"There is a resolver for {coordinate}, which is no field of an object type.");
            else if (streams.ContainsKey(coordinate) != (type == schema.Subscription))
                problems.Add($"{coordinate}: fields of the subscription type have streams, others have resolvers.");
        }

        foreach (var name in typeNames.Keys)
            if (schema.Find(name) is not { IsAbstract: true }) problems.Add($"There is a type name for {name}, which is no interface or union.");
    }

    private Func<object, string?> TypeNameOf(NamedType type) => typeNames.TryGetValue(type.Name, out var told) ? told
        : static value => DynamicLeaf.Text(DynamicObject.Property(value, "__typename"));

    private Resolver<ValueTask<IAsyncEnumerable<object?>>> Streamed(string coordinate, string field, InputValueDefinition[] arguments)
    {
        if (streams.TryGetValue(coordinate, out var subscribe))
            return (parent, values, run) => ValueTask.FromResult(Known(subscribe(Context(parent, arguments, values, run)), run.CancellationToken));
        return (parent, _, _) => ValueTask.FromResult(Single(() => DynamicObject.Property(parent, field)));
    }

    private static Resolver<ValueTask<object?>> Later(Func<SdlFieldContext, ValueTask<object?>> resolve, InputValueDefinition[] arguments) =>
        async (parent, values, run) => DynamicObject.Known(await resolve(Context(parent, arguments, values, run)));

    private static SdlFieldContext Context(object? parent, InputValueDefinition[] arguments, object?[] values, ExecutionRun run) =>
        new(parent, DynamicInput.Arguments(arguments, values), run);

    private static async IAsyncEnumerable<object?> Known(IAsyncEnumerable<object?> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var value in events.WithCancellation(cancellationToken)) yield return DynamicObject.Known(value);
    }

    private static async IAsyncEnumerable<object?> Single(Func<object?> value)
    {
        await ValueTask.CompletedTask;
        yield return value();
    }
}
