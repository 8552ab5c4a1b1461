using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Micro;

/// <summary>An author.</summary>
[ObjectType]
public sealed record Author(int Id, string Name);
