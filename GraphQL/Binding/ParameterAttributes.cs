namespace GraphPlatform.GraphQL.Binding;

/// <summary>The object that the field belongs to.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParentAttribute : Attribute;

/// <summary>Exactly one of the input object's properties must be given: https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects. All are nullable.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class OneOfAttribute : Attribute;

/// <summary>A mutation that returns this record has a payload with the record's properties (nullable) and <c>errors</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PayloadAttribute : Attribute;
