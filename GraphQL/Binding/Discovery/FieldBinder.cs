using System.Reflection;
using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Makes a field of the schema from a property or method.</summary>
internal sealed class FieldBinder(OutputTypes outputs, ParameterBinder parameters, TypeMap map)
{
    private static readonly MethodInfo SyncMethod = Method(nameof(Sync));
    private static readonly MethodInfo GetterMethod = Method(nameof(Getter));
    private static readonly MethodInfo TaskMethod = Method(nameof(Tasks));
    private static readonly MethodInfo ValueTaskMethod = Method(nameof(ValueTasks));
    private static readonly MethodInfo SequenceMethod = Method(nameof(Sequences));
    private static readonly MethodInfo StreamMethod = Method(nameof(Stream));
    private static readonly MethodInfo TaskStreamMethod = Method(nameof(TaskStream));

    private readonly NullabilityInfoContext nullability = new();

    public FieldDefinition? Property(PropertyInfo property, bool forceNullable = false)
    {
        var call = new MemberCall(property.GetMethod!, [], property.DeclaringType);
        return Make(property, call, property.PropertyType, nullability.Create(property), MemberMarks.Of(property), [], forceNullable);
    }

    public FieldDefinition? Method(MethodInfo method, bool isStream = false)
    {
        var arguments = new List<InputValueDefinition>();
        var call = new MemberCall(method, parameters.Bind(method, arguments), method.DeclaringType);
        var marks = MemberMarks.Of(method, method.ReturnTypeCustomAttributes);
        return Make(method, call, method.ReturnType, nullability.Create(method.ReturnParameter), marks, [.. arguments], false, isStream);
    }

    /// <summary>The type inside tasks and streams, with its nullability.</summary>
    public static (Type Value, NullabilityInfo? Info, bool Stream) Unwrap(Type type, NullabilityInfo info)
    {
        var inner = ClrTypes.ArgumentOf(type, typeof(Task<>)) ?? ClrTypes.ArgumentOf(type, typeof(ValueTask<>));
        NullabilityInfo? innerInfo = info;
        if (inner is not null) (type, innerInfo) = (inner, info.GenericTypeArguments.FirstOrDefault());
        if (ClrTypes.ArgumentOf(type, typeof(IAsyncEnumerable<>)) is { } item) return (item, innerInfo?.GenericTypeArguments.FirstOrDefault(), true);
        return (type, innerInfo, false);
    }

    private FieldDefinition? Make(
        MemberInfo member, MemberCall call, Type returned, NullabilityInfo info, MemberMarks marks, InputValueDefinition[] arguments, bool forceNullable, bool isStream = false)
    {
        var place = $"{member.DeclaringType!.Name}.{member.Name}";
        var (value, valueInfo, stream) = Unwrap(returned, info);
        if (isStream && !stream)
        {
            map.Problems.Add($"{place} is a subscription and must return IAsyncEnumerable<T>.");
            return null;
        }

        var position = outputs.Describe(value, valueInfo, marks, place, forceNullable);
        if (position is null) return null;
        if (stream && !isStream) return Sequence(member, call, returned, info, value, position, arguments);
        var settings = TypeAnnotations.Find<EventStreamAttribute>(member) is { } marked ? StreamSettings.Of(marked) : StreamSettings.Default;
        if (settings.Problem(value, call.AsksOfRequest, !ClrTypes.IsGeneric(returned, typeof(IAsyncEnumerable<>))) is { } problem)
        {
            map.Problems.Add($"{place} {problem}.");
            return null;
        }

        var binding = member.DeclaringType.IsInterface ? null : new DeferredBinding(() => Bind(call, returned, value, stream, position.Factory(), settings));
        return new FieldDefinition(TypeAnnotations.NameOf(member), position.Type, binding, arguments)
        {
            AsksOfRequest = call.AsksOfRequest, Weight = TypeAnnotations.Weight(member), ListSize = TypeAnnotations.ListSize(member, call, map.PageSize),
            MoreTime = TypeAnnotations.MoreTime(member),
            DeprecationReason = TypeAnnotations.Deprecation(member),
            DescriptionSource = () => XmlDocumentation.Summary(member),
        };
    }

    /// <summary>A list whose items come one by one.</summary>
    private FieldDefinition? Sequence(
        MemberInfo member, MemberCall call, Type returned, NullabilityInfo info, Type item, OutputPosition position, InputValueDefinition[] arguments)
    {
        if (!ClrTypes.IsGeneric(returned, typeof(IAsyncEnumerable<>)))
        {
            map.Problems.Add($"{member.DeclaringType!.Name}.{member.Name} must return IAsyncEnumerable<T> itself, not a task of it: it is a list, and may wait for its first item.");
            return null;
        }

        var nullable = info.ReadState == NullabilityState.Nullable;
        var list = new ListType(position.Type);
        var binding = new DeferredBinding(() => (FieldBinding)SequenceMethod.MakeGenericMethod(item).Invoke(null, [call, nullable, position.Factory()])!);
        return new FieldDefinition(TypeAnnotations.NameOf(member), nullable ? list : new NonNullType(list), member.DeclaringType!.IsInterface ? null : binding, arguments)
        {
            AsksOfRequest = call.AsksOfRequest, Weight = TypeAnnotations.Weight(member), ListSize = TypeAnnotations.ListSize(member, call, map.PageSize),
            MoreTime = TypeAnnotations.MoreTime(member),
            DeprecationReason = TypeAnnotations.Deprecation(member),
            DescriptionSource = () => XmlDocumentation.Summary(member),
        };
    }

    private static SequenceBinding<T> Sequences<T>(MemberCall call, bool nullable, object factory) =>
        new(() => ResolverCompiler.Compile<IAsyncEnumerable<T>?>(call), nullable, (CompleterFactory<T>)factory);

    private static FieldBinding Bind(MemberCall call, Type returned, Type value, bool stream, object factory, StreamSettings settings)
    {
        var method = stream ? ClrTypes.IsGeneric(returned, typeof(IAsyncEnumerable<>)) ? StreamMethod : TaskStreamMethod
            : ClrTypes.IsGeneric(returned, typeof(Task<>)) ? TaskMethod
            : ClrTypes.IsGeneric(returned, typeof(ValueTask<>)) ? ValueTaskMethod : SyncMethod;
        return (FieldBinding)method.MakeGenericMethod(value).Invoke(null, stream ? [call, factory, settings] : [call, factory])!;
    }

    private static FieldBinding Sync<T>(MemberCall call, object factory)
    {
        if (call.IsPlainGetter && call.Method.ReturnType == typeof(T))
            return (FieldBinding)GetterMethod.MakeGenericMethod(call.GetterParent, typeof(T)).Invoke(null, [call.Method, factory])!;
        return new SyncBinding<T>(() => ResolverCompiler.Compile<T>(call), (CompleterFactory<T>)factory);
    }

    private static GetterBinding<TParent, T> Getter<TParent, T>(MethodInfo method, object factory) where TParent : class =>
        new(method.CreateDelegate<Func<TParent, T>>(), (CompleterFactory<T>)factory);

    private static TaskBinding<T> Tasks<T>(MemberCall call, object factory) =>
        new(() => ResolverCompiler.Compile<Task<T>>(call), (CompleterFactory<T>)factory);

    private static ValueTaskBinding<T> ValueTasks<T>(MemberCall call, object factory) =>
        new(() => ResolverCompiler.Compile<ValueTask<T>>(call), (CompleterFactory<T>)factory);

    private static StreamBinding<T> Stream<T>(MemberCall call, object factory, StreamSettings settings) => new(
        () =>
        {
            var resolver = ResolverCompiler.Compile<IAsyncEnumerable<T>>(call);
            return (parent, arguments, run) => ValueTask.FromResult(resolver(parent, arguments, run));
        }, (CompleterFactory<T>)factory, settings);

    private static StreamBinding<T> TaskStream<T>(MemberCall call, object factory, StreamSettings settings) => new(
        () =>
        {
            if (ClrTypes.IsGeneric(call.Method.ReturnType, typeof(ValueTask<>))) return ResolverCompiler.Compile<ValueTask<IAsyncEnumerable<T>>>(call);
            var resolver = ResolverCompiler.Compile<Task<IAsyncEnumerable<T>>>(call);
            return (parent, arguments, run) => new ValueTask<IAsyncEnumerable<T>>(resolver(parent, arguments, run));
        }, (CompleterFactory<T>)factory, settings);

    private static MethodInfo Method(string name) => typeof(FieldBinder).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}

/// <summary>A binding that is made when a plan first needs it.</summary>
internal sealed class DeferredBinding(Func<FieldBinding> make) : FieldBinding
{
    private readonly Lazy<FieldBinding> binding = new(make);

    public override FieldPlan CreatePlan(FieldSource source) => binding.Value.CreatePlan(source);
}
