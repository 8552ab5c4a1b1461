using System.Reflection;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>A position of input: its GraphQL type, and the way from a coerced value to what C# takes there.</summary>
internal sealed record InputPosition(GraphQLType Type, Func<object?, bool, object?> ToRuntime);

/// <summary>From C# parameters and properties to GraphQL input types.</summary>
internal sealed class InputTypes(TypeMap map)
{
    private readonly NullabilityInfoContext nullability = new();

    public InputPosition? Describe(Type type, NullabilityInfo? info, MemberMarks marks, string place, bool forceNullable = false)
    {
        if (ClrTypes.ArgumentOf(type, typeof(Optional<>)) is { } optional)
        {
            var inner = Describe(optional, info?.GenericTypeArguments.FirstOrDefault(), marks, place);
            if (inner is null) return null;
            var make = InputConversion.Optional(optional);
            return new InputPosition(inner.Type.Nullable, (value, given) => make(given, inner.ToRuntime(value, given)));
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Describe(underlying, null, marks, place) is { } inner ? inner with { Type = inner.Type.Nullable } : null;

        var nullable = forceNullable || (!type.IsValueType && (info?.WriteState ?? NullabilityState.Unknown) == NullabilityState.Nullable);
        if (type.IsEnum) return new InputPosition(Wrap(Enum(type), nullable), static (value, _) => value);
        if ((type == typeof(string) && marks.Scalar is not null ? map.NamedScalar(marks.Scalar) : map.Scalar(type)) is { } scalar)
        {
            if (type == typeof(string) && map.RefusesNul && !marks.AllowsNul) return new InputPosition(Wrap(scalar.Scalar, nullable), (value, _) => WithoutNul(value, place));
            var convert = scalar.FromCoerced;
            return new InputPosition(Wrap(scalar.Scalar, nullable), convert is null ? static (value, _) => value : (value, _) => value is null ? null : convert(value));
        }

        if (ClrTypes.ElementOf(type) is { } element)
        {
            var elementInfo = info is null ? null : type.IsArray ? info.ElementType : info.GenericTypeArguments.FirstOrDefault();
            if (Describe(element, elementInfo, marks, place) is not { } item) return null;
            var make = InputConversion.List(type, element);
            return new InputPosition(Wrap(new ListType(item.Type), nullable),
                (value, _) => value is object?[] items ? make(Array.ConvertAll(items, each => item.ToRuntime(each, true))) : null);
        }

        if (type.IsInterface || type.IsAbstract || type.Namespace is "System" || type.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true)
        {
            map.Problems.Add($"{place} takes {type}, which is neither a service, a request value nor an input type.");
            return null;
        }

        return new InputPosition(Wrap(InputObject(type), nullable), static (value, _) => value);
    }

    private static object? WithoutNul(object? value, string place) =>
        value is string text && text.Contains('\0') ? throw new InputException($"The text of {place} holds a NUL (U+0000). Send it without.") : value;

    public EnumType Enum(Type type)
    {
        if (map.Enums.TryGetValue(type, out var known)) return known;
        var values = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => TypeAnnotations.Find<IgnoreAttribute>(field) is null)
            .OrderBy(field => field.MetadataToken)
            .Select(field => new EnumValueDefinition(TypeAnnotations.Find<NameAttribute>(field)?.Name ?? TypeAnnotations.UpperSnake(field.Name), field.GetValue(null)!)
            {
                DeprecationReason = TypeAnnotations.Deprecation(field),
                DescriptionSource = () => XmlDocumentation.Summary(field),
            }).ToArray();
        known = new EnumType(TypeAnnotations.NameOf(type), values) { DescriptionSource = () => XmlDocumentation.Summary(type) };
        map.Enums.Add(type, known);
        return map.Add(known);
    }

    private InputObjectType InputObject(Type type)
    {
        if (map.Inputs.TryGetValue(type, out var known)) return known;
        var oneOf = type.IsDefined(typeof(OneOfAttribute), false);
        known = new InputObjectType(TypeAnnotations.NameOf(type)) { IsOneOf = oneOf, DescriptionSource = () => XmlDocumentation.Summary(type) };
        map.Inputs.Add(type, known);
        map.Add(known);
        var constructor = type.GetConstructors().Where(candidate => candidate.GetParameters() is not [{ } only] || only.ParameterType != type)
            .OrderByDescending(candidate => candidate.GetParameters().Length).FirstOrDefault();
        var parameters = constructor?.GetParameters() ?? [];
        var names = parameters.Select(parameter => parameter.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.SetMethod!.IsPublic && !names.Contains(property.Name) && TypeAnnotations.Find<IgnoreAttribute>(property) is null)
            .OrderBy(property => property.MetadataToken).ToArray();

        foreach (var parameter in parameters)
        {
            var property = type.GetProperty(parameter.Name!);
            var name = (property is null ? null : TypeAnnotations.Find<NameAttribute>(property)?.Name) ?? TypeAnnotations.NameOf(parameter);
            AddField(known, name, Value(parameter, property, $"{type.Name}.{parameter.Name}", name, oneOf));
        }

        foreach (var property in properties)
        {
            var name = TypeAnnotations.NameOf(property);
            var position = Describe(property.PropertyType, nullability.Create(property), MemberMarks.Of(property), $"{type.Name}.{property.Name}", oneOf);
            AddField(known, name, position is null ? null : new InputValueDefinition(name, oneOf ? position.Type.Nullable : position.Type)
            {
                ToRuntime = position.ToRuntime,
                DeprecationReason = TypeAnnotations.Deprecation(property),
                DescriptionSource = () => XmlDocumentation.Summary(property),
            });
        }

        known.Create = InputConversion.Constructor(type, constructor, properties, known);
        return known;
    }

    /// <summary>A parameter of a resolver or of an input record's constructor.</summary>
    public InputValueDefinition? Value(ParameterInfo parameter, PropertyInfo? property, string place, string name, bool forceNullable = false)
    {
        var position = Describe(parameter.ParameterType, nullability.Create(parameter), MemberMarks.Of(parameter, property), place, forceNullable);
        if (position is null) return null;
        var given = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        var enumeration = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (given is not null && enumeration.IsEnum) given = System.Enum.ToObject(enumeration, given);
        return new InputValueDefinition(name, forceNullable ? position.Type.Nullable : position.Type)
        {
            HasDefault = given is not null,
            Default = given is not null ? InputConversion.ToCoerced(given) : null,
            ToRuntime = position.ToRuntime,
            Weight = parameter.GetCustomAttribute<CostAttribute>()?.Weight,
            DeprecationReason = property is null ? parameter.GetCustomAttribute<ObsoleteAttribute>()?.Message : TypeAnnotations.Deprecation(property),
            DescriptionSource = () => (property is null ? null : XmlDocumentation.Summary(property)) ?? XmlDocumentation.Parameter(parameter),
        };
    }

    private static void AddField(InputObjectType type, string name, InputValueDefinition? field)
    {
        if (field is not null) type.Fields[name] = field;
    }

    private static GraphQLType Wrap(GraphQLType type, bool nullable) => nullable ? type : new NonNullType(type);
}
