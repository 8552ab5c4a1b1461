namespace GraphPlatform.GraphQL.Binding;

/// <summary>The public static methods of this static class are fields of the query root. Several classes merge.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QueryTypeAttribute : Attribute;

/// <summary>The public static methods of this static class are mutations. Several classes merge.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MutationTypeAttribute : Attribute;

/// <summary>The public static methods of this static class are subscriptions: they return <c>IAsyncEnumerable&lt;T&gt;</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SubscriptionTypeAttribute : Attribute;
