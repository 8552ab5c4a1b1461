using System.Reflection;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>A position in a result: its GraphQL type, and what makes its <see cref="CompleterFactory{T}"/> when a plan needs it.</summary>
internal sealed record OutputPosition(GraphQLType Type, Type Runtime, Func<object> Factory);

/// <summary>From C# return types to GraphQL output types. Nullability annotations become <c>!</c>.</summary>
internal sealed class OutputTypes(TypeMap map, InputTypes inputs, Func<Type, NamedType?> composites)
{
    public OutputPosition? Describe(Type type, NullabilityInfo? info, MemberMarks marks, string place, bool forceNullable = false)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            var inner = Describe(underlying, null, marks, place);
            return inner is null ? null : new OutputPosition(inner.Type.Nullable, type, () => Make(typeof(NullableFactory<>), [underlying], inner.Factory()));
        }

        var nullable = forceNullable || (!type.IsValueType && info?.ReadState == NullabilityState.Nullable);
        if (Leaf(type, marks, nullable) is { } leaf) return leaf;
        if (composites(marks.Returns ?? type) is { } named && (marks.Returns is null || type == typeof(object)))
            return new OutputPosition(Wrap(named, nullable), type, () => Make(typeof(CompositeFactory<>), [type], nullable, named));
        if (ClrTypes.ElementOf(type) is { } element)
        {
            var elementInfo = info is null ? null : type.IsArray ? info.ElementType : info.GenericTypeArguments.FirstOrDefault();
            var item = Describe(element, elementInfo, marks, place);
            return item is null ? null : new OutputPosition(
                Wrap(new ListType(item.Type), nullable), type, () => Make(typeof(ListFactory<,>), [type, element], nullable, item.Factory()));
        }

        map.Problems.Add($"{place} returns {type}, which is bound to no output type: annotate it with [ObjectType], or add a scalar.");
        return null;
    }

    private OutputPosition? Leaf(Type type, MemberMarks marks, bool nullable)
    {
        if (type.IsEnum)
        {
            var enumeration = inputs.Enum(type);
            return new OutputPosition(Wrap(enumeration, nullable), type,
                () => Make(typeof(LeafFactory<>), [type], Make(typeof(EnumCompleter<>), [type], nullable, enumeration)));
        }

        var scalar = type == typeof(string) && marks.Scalar is not null ? map.NamedScalar(marks.Scalar)
            : type == typeof(ReadOnlyMemory<byte>) && marks.Utf8 ? ScalarBinding.Utf8
            : map.Scalar(type);
        return scalar is null ? null : new OutputPosition(Wrap(scalar.Scalar, nullable), type, () => scalar.Factory(nullable));
    }

    private static GraphQLType Wrap(GraphQLType type, bool nullable) => nullable ? type : new NonNullType(type);

    private static object Make(Type definition, Type[] arguments, params object?[] values) =>
        Activator.CreateInstance(definition.MakeGenericType(arguments), values)!;
}
