namespace GraphPlatform.GraphQL.Binding;

/// <summary>This C# interface is a GraphQL interface; its properties and methods are the fields.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class InterfaceTypeAttribute : Attribute
{
    /// <summary>An interface of this name; without one the C# name, its leading I dropped.</summary>
    public InterfaceTypeAttribute(string? name = null) => Name = name;

    /// <summary>The GraphQL name.</summary>
    public string? Name { get; }
}

/// <summary>This marker is a union of the object types whose C# type implements it, and of those listed by <see cref="UnionMembersAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class UnionTypeAttribute : Attribute
{
    /// <summary>A union of this name; without one the C# name, its leading I dropped.</summary>
    public UnionTypeAttribute(string? name = null) => Name = name;

    /// <summary>The GraphQL name.</summary>
    public string? Name { get; }
}

/// <summary>C# types that belong to the union although they cannot implement its marker.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class UnionMembersAttribute : Attribute
{
    /// <summary>Adds these types.</summary>
    public UnionMembersAttribute(params Type[] members) => Members = members;

    /// <summary>The C# types of the members.</summary>
    public IReadOnlyList<Type> Members { get; }
}
