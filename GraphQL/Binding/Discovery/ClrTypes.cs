namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>What a C# type is made of.</summary>
internal static class ClrTypes
{
    /// <summary>The T of an array, list or other sequence; null for what is none (text is none).</summary>
    public static Type? ElementOf(Type type)
    {
        if (type == typeof(string)) return null;
        if (type.IsArray) return type.GetElementType();
        if (IsGeneric(type, typeof(IEnumerable<>))) return type.GetGenericArguments()[0];
        foreach (var implemented in type.GetInterfaces())
            if (IsGeneric(implemented, typeof(IEnumerable<>))) return implemented.GetGenericArguments()[0];
        return null;
    }

    public static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    /// <summary>The T of <c>Task&lt;T&gt;</c>, <c>ValueTask&lt;T&gt;</c> or another one-parameter generic.</summary>
    public static Type? ArgumentOf(Type type, Type definition) => IsGeneric(type, definition) ? type.GetGenericArguments()[0] : null;
}
