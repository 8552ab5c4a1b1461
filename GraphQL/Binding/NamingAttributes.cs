namespace GraphPlatform.GraphQL.Binding;

/// <summary>The GraphQL name of a type, field, argument or enum value, where it is not the one derived from C#.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class NameAttribute : Attribute
{
    /// <summary>Sets the name, as it stands in the schema.</summary>
    public NameAttribute(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }
}

/// <summary>Not a field.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field)]
public sealed class IgnoreAttribute : Attribute;
