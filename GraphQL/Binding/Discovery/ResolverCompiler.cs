using System.Linq.Expressions;
using System.Reflection;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>A member that is called for a field, with the sources of its parameters.</summary>
internal sealed record MemberCall(MethodInfo Method, ParameterBinding[] Parameters, Type? ParentType)
{
    /// <summary>The type of a plain getter's object.</summary>
    public Type GetterParent => Method.IsStatic ? Parameters[0].Type : Method.DeclaringType!;

    /// <summary>Whether what it gives may depend on who asks. A data loader may take request values in its constructor.</summary>
    public bool AsksOfRequest => Array.Exists(Parameters, parameter =>
        parameter.Kind is ParameterKind.RequestValue or ParameterKind.Context or ParameterKind.Provider or ParameterKind.Loader);

    /// <summary>A property of an object or a static method of its parent: one argument in, a value out.</summary>
    public bool IsPlainGetter =>
        Method.IsStatic ? Parameters is [{ Kind: ParameterKind.Parent }] && !Parameters[0].Type.IsValueType
            : Parameters.Length == 0 && Method.DeclaringType is { IsValueType: false };
}

/// <summary>Makes delegates for members: typed delegates for the common shapes, expression trees for the rest.</summary>
internal static class ResolverCompiler
{
    private static readonly MethodInfo GetterMethod = typeof(ResolverCompiler).GetMethod(nameof(Getter), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly PropertyInfo ServicesProperty = typeof(ExecutionRun).GetProperty(nameof(ExecutionRun.Services))!;

    public static Resolver<TReturn> Compile<TReturn>(MemberCall call)
    {
        if (call.IsPlainGetter && call.Method.ReturnType == typeof(TReturn))
        {
            return (Resolver<TReturn>)GetterMethod.MakeGenericMethod(call.GetterParent, typeof(TReturn)).Invoke(null, [call.Method])!;
        }

        if (call.Method.IsStatic && call.Parameters.Length == 0 && call.Method.ReturnType == typeof(TReturn))
        {
            var constant = call.Method.CreateDelegate<Func<TReturn>>();
            return (_, _, _) => constant();
        }

        return Expressions<TReturn>(call);
    }

    private static Resolver<TReturn> Getter<TParent, TReturn>(MethodInfo method) where TParent : class
    {
        var getter = method.CreateDelegate<Func<TParent, TReturn>>();
        return (parent, _, _) => getter((TParent)parent!);
    }

    private static Resolver<TReturn> Expressions<TReturn>(MemberCall call)
    {
        var parent = Expression.Parameter(typeof(object), "parent");
        var arguments = Expression.Parameter(typeof(object[]), "arguments");
        var run = Expression.Parameter(typeof(ExecutionRun), "run");
        var values = Array.ConvertAll(call.Parameters, parameter => Value(parameter, parent, arguments, run));
        var target = call.Method.IsStatic ? null : Expression.Convert(parent, call.Method.DeclaringType!);
        Expression body = Expression.Call(target, call.Method, values);
        if (body.Type != typeof(TReturn)) body = Expression.Convert(body, typeof(TReturn));
        return Expression.Lambda<Resolver<TReturn>>(body, parent, arguments, run).Compile();
    }

    private static Expression Value(ParameterBinding binding, Expression parent, Expression arguments, Expression run)
    {
        var services = Expression.Property(run, ServicesProperty);
        return binding.Kind switch
        {
            ParameterKind.Parent => Expression.Convert(parent, binding.Type),
            ParameterKind.Cancellation => Expression.Property(run, nameof(ExecutionRun.CancellationToken)),
            ParameterKind.Context => Expression.Property(services, nameof(RunServices.Context)),
            ParameterKind.Provider => Expression.Property(services, nameof(RunServices.Provider)),
            ParameterKind.Loader => Expression.Call(services, nameof(RunServices.GetLoader), [binding.Type], run),
            ParameterKind.Service => Expression.Call(services, nameof(RunServices.GetService), [binding.Type]),
            ParameterKind.RequestValue => Expression.Convert(
                Expression.Call(services, nameof(RunServices.RequestValue), null, Expression.Constant(binding.Index)), binding.Type),
            ParameterKind.Page => Expression.Call(typeof(ResolverCompiler), nameof(Page), null, arguments, Expression.Constant(binding.Index), run),
            ParameterKind.ResumeAfter => Expression.Call(typeof(ResolverCompiler), nameof(ResumeAfter), null, arguments, Expression.Constant(binding.Index), run),
            _ => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(binding.Index)), binding.Type),
        };
    }

    /// <summary>Where a client resumes: what its transport says counts before what its document says.</summary>
    internal static string? ResumeAfter(object?[] arguments, int index, ExecutionRun run) => run.Services.Request.LastEventId ?? (string?)arguments[index];

    /// <summary>The page that the client asks for, within the limits of the server.</summary>
    internal static PageArguments Page(object?[] arguments, int index, ExecutionRun run) =>
        new PageArguments((int?)arguments[index], (string?)arguments[index + 1], (int?)arguments[index + 2], (string?)arguments[index + 3])
            .Validate(run.Operation.Options.MaxPageSize, run.Operation.Options.DefaultPageSize);
}
