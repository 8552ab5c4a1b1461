using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Schema;

/// <summary>Anything that has an id of its own and can be fetched by it.</summary>
[InterfaceType("Node")]
public interface INode
{
    /// <summary>Unique in the installation; its prefix tells the kind.</summary>
    [ID]
    string Id { get; }
}
