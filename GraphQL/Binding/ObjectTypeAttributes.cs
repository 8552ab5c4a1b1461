namespace GraphPlatform.GraphQL.Binding;

/// <summary>An object type that is this class: its public readable properties and its own public methods are the fields.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ObjectTypeAttribute : Attribute;

/// <summary>An object type for <typeparamref name="T"/>: only the public static methods of this class are fields. Their first parameter is <c>[Parent]</c>.</summary>
/// <typeparam name="T">The C# type of the objects.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ObjectTypeAttribute<T> : Attribute, IObjectTypeFor
{
    Type IObjectTypeFor.Runtime => typeof(T);
}

/// <summary>The type of this <c>[ObjectType&lt;T&gt;]</c> class implements the interface <typeparamref name="T"/>, although the C# type does not.</summary>
/// <typeparam name="T">A C# interface with <c>[InterfaceType]</c>, or a union's marker.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ImplementsAttribute<T> : Attribute, IImplements
{
    Type IImplements.Interface => typeof(T);
}

/// <summary>What the returned object (declared as <c>object</c>, or a list of it) is: for types that cannot implement the C# interface of an interface or union.</summary>
/// <typeparam name="T">A C# type bound as an interface, union or object type.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ReturnsAttribute<T> : Attribute, IReturns
{
    Type IReturns.Type => typeof(T);
}

internal interface IObjectTypeFor
{
    Type Runtime { get; }
}

internal interface IImplements
{
    Type Interface { get; }
}

internal interface IReturns
{
    Type Type { get; }
}
