using System.Text;

namespace GraphPlatform.GraphQL.Types;

/// <summary>What objects and interfaces share: fields, and the interfaces they implement.</summary>
internal abstract class FieldsType(string name) : NamedType(name)
{
    public OrderedDictionary<string, FieldDefinition> Fields { get; } = [];
    public List<InterfaceType> Interfaces { get; } = [];

    public bool Implements(InterfaceType type) => Interfaces.Contains(type);
}

/// <summary>https://spec.graphql.org/September2025/#sec-Objects</summary>
internal sealed class ObjectType(string name) : FieldsType(name)
{
    /// <summary>The name as JSON, for <c>__typename</c>.</summary>
    public byte[] NameJson { get; } = Encoding.UTF8.GetBytes($"\"{name}\"");
}

/// <summary>https://spec.graphql.org/September2025/#sec-Interfaces</summary>
internal sealed class InterfaceType(string name) : FieldsType(name);

/// <summary>https://spec.graphql.org/September2025/#sec-Unions</summary>
internal sealed class UnionType(string name) : NamedType(name)
{
    public List<ObjectType> Members { get; } = [];
}
