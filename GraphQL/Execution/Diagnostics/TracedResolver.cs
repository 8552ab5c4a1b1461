using System.Diagnostics;
using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Execution.Diagnostics;

/// <summary>Gives a resolver a span of its own, until its value is there: <see cref="GraphQLOptions.TraceResolvers"/>.</summary>
internal static class TracedResolver
{
    public static Resolver<T> Sync<T>(FieldSource source, Resolver<T> resolver) => !source.Operation.Options.TraceResolvers ? resolver : (parent, arguments, run) =>
    {
        using var activity = Start(source);
        return resolver(parent, arguments, run);
    };

    public static Resolver<Task<T>> Later<T>(FieldSource source, Resolver<Task<T>> resolver) => !source.Operation.Options.TraceResolvers ? resolver : async (parent, arguments, run) =>
    {
        using var activity = Start(source);
        return await resolver(parent, arguments, run);
    };

    public static Resolver<ValueTask<T>> Later<T>(FieldSource source, Resolver<ValueTask<T>> resolver) => !source.Operation.Options.TraceResolvers ? resolver : async (parent, arguments, run) =>
    {
        using var activity = Start(source);
        return await resolver(parent, arguments, run);
    };

    private static Activity? Start(FieldSource source) => GraphQLDiagnostics.Source.StartActivity($"{source.Parent.Name}.{source.Definition.Name}");
}
