using System.Reflection;
using System.Text;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Reads annotations and derives GraphQL names from C# names.</summary>
internal static class TypeAnnotations
{
    public static bool IsAnnotated(Type type)
    {
        if (type.IsGenericTypeDefinition) return false;
        foreach (var attribute in type.GetCustomAttributesData())
        {
            var kind = attribute.AttributeType;
            if (kind == typeof(QueryTypeAttribute) || kind == typeof(MutationTypeAttribute) || kind == typeof(SubscriptionTypeAttribute)
                || kind == typeof(ObjectTypeAttribute) || kind == typeof(InterfaceTypeAttribute) || kind == typeof(UnionTypeAttribute)
                || (kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(ObjectTypeAttribute<>))) return true;
        }

        return false;
    }

    public static T? Find<T>(MemberInfo member) where T : class =>
        member.GetCustomAttributes(inherit: false).OfType<T>().FirstOrDefault();

    public static string NameOf(Type type) => Find<NameAttribute>(type)?.Name ?? type.Name;

    public static string InterfaceName(Type type, string? given) =>
        given ?? Find<NameAttribute>(type)?.Name
        ?? (type.IsInterface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]) ? type.Name[1..] : type.Name);

    public static string NameOf(MemberInfo member)
    {
        if (Find<NameAttribute>(member) is { } given) return given.Name;
        var name = member.Name;
        if (member is MethodInfo && name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal)) name = name[..^5];
        return Camel(name);
    }

    public static string NameOf(ParameterInfo parameter) => parameter.GetCustomAttribute<NameAttribute>()?.Name ?? Camel(parameter.Name!);

    /// <summary>CpuPercent → cpuPercent, ID → id, URLPath → urlPath.</summary>
    public static string Camel(string name)
    {
        var upper = 0;
        while (upper < name.Length && char.IsUpper(name[upper])) upper++;
        if (upper == 0) return name;
        if (upper > 1 && upper < name.Length) upper--;
        return string.Concat(name[..upper].ToLowerInvariant(), name.AsSpan(upper));
    }

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>PullingImage → PULLING_IMAGE, Http2 → HTTP2.</summary>
    public static string UpperSnake(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var boundary = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) && name[i - 1] != '_' || (i + 1 < name.Length && char.IsLower(name[i + 1]) && name[i - 1] != '_'));
            if (boundary) result.Append('_');
            result.Append(char.ToUpperInvariant(name[i]));
        }

        return result.ToString();
    }

    public static double? Weight(MemberInfo member) => member.GetCustomAttribute<CostAttribute>(inherit: false)?.Weight;

    public static TimeSpan MoreTime(MemberInfo member) => TimeSpan.FromSeconds(member.GetCustomAttribute<TimeLimitAttribute>(inherit: false)?.Seconds ?? 0);

    /// <summary>How long the list of a field is taken to be: said, or known because it pages.</summary>
    public static ListSize? ListSize(MemberInfo member, MemberCall call, int pageSize)
    {
        if (member.GetCustomAttribute<ListSizeAttribute>(inherit: false) is { } said)
            return new ListSize(said.AssumedSize > 0 ? said.AssumedSize : null, said.SlicingArguments, said.SizedFields, said.RequireOneSlicingArgument);
        return Array.Exists(call.Parameters, parameter => parameter.Kind == ParameterKind.Page)
            ? new ListSize(pageSize, ["first", "last"], ["edges", "nodes"], false) { IsDeclared = false } : null;
    }

    public static string? Deprecation(MemberInfo member) =>
        member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete ? obsolete.Message ?? "No longer supported" : null;
}
