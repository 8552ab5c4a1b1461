namespace GraphPlatform.GraphQL.Binding;

/// <summary>This string (or list of strings) is an <c>ID</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.ReturnValue)]
public sealed class IDAttribute : Attribute;

/// <summary>This <c>ReadOnlyMemory&lt;byte&gt;</c> holds UTF-8 text: a <c>String</c> that is written without making a C# string.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.ReturnValue)]
public sealed class Utf8StringAttribute : Attribute;

/// <summary>This text may hold NUL (U+0000), although the schema refuses it elsewhere (<see cref="SchemaBuilder.RefuseNul"/>): what is passed on as bytes.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AllowNulAttribute : Attribute;

/// <summary>This string is a scalar of its own name.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.ReturnValue)]
public sealed class ScalarAttribute : Attribute
{
    /// <summary>Names the scalar.</summary>
    public ScalarAttribute(string name) => Name = name;

    /// <summary>The scalar's name in the schema.</summary>
    public string Name { get; }
}
