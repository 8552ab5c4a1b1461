using System.Reflection;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>What a mutation with a payload gives: a value, or errors of the domain.</summary>
internal sealed record MutationOutcome(object? Value, IReadOnlyList<object> Errors);

/// <summary>Gives each mutation a payload type with what it returns, nullable, and <c>errors</c>.</summary>
internal sealed class MutationConvention(OutputTypes outputs, FieldBinder fields, ParameterBinder parameters, TypeMap map, NamedType errorType, Func<Exception, IReadOnlyList<object>?> mapper)
{
    private static readonly MethodInfo BindMethod = typeof(MutationConvention).GetMethod(nameof(Bind), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly MethodInfo IdentityMethod = typeof(MutationConvention).GetMethod(nameof(Identity), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly NullabilityInfoContext nullability = new();

    public FieldDefinition? Method(MethodInfo method)
    {
        var name = TypeAnnotations.NameOf(method);
        var arguments = new List<InputValueDefinition>();
        var call = new MemberCall(method, parameters.Bind(method, arguments), null);
        var (value, info, _) = FieldBinder.Unwrap(method.ReturnType, nullability.Create(method.ReturnParameter));
        var payload = map.Add(new ObjectType($"{TypeAnnotations.Pascal(name)}Payload")
        {
            DescriptionSource = () => $"What `{name}` did, or why it did not.",
        });
        if (value.IsDefined(typeof(PayloadAttribute), false)) AddProperties(payload, value);
        else AddValue(payload, method, value, info);
        AddErrors(payload);
        var binding = new DeferredBinding(() => (FieldBinding)BindMethod.MakeGenericMethod(method.ReturnType, value).Invoke(this, [call, payload])!);
        return new FieldDefinition(name, new NonNullType(payload), binding, [.. arguments])
        {
            MoreTime = TypeAnnotations.MoreTime(method),
            Weight = TypeAnnotations.Weight(method),
            DeprecationReason = TypeAnnotations.Deprecation(method),
            DescriptionSource = () => XmlDocumentation.Summary(method),
        };
    }

    private void AddProperties(ObjectType payload, Type record)
    {
        foreach (var property in SchemaAssembler.Properties(record))
        {
            if (fields.Property(property, forceNullable: true) is not { } field) continue;
            payload.Fields[field.Name] = new FieldDefinition(field.Name, field.Type.Nullable, new PayloadBinding(field.Binding!), field.Arguments)
            {
                MoreTime = field.MoreTime, Weight = field.Weight, ListSize = field.ListSize, DeprecationReason = field.DeprecationReason, DescriptionSource = field.DescriptionSource,
            };
        }
    }

    private void AddValue(ObjectType payload, MethodInfo method, Type value, NullabilityInfo? info)
    {
        var marks = MemberMarks.Of(method, method.ReturnTypeCustomAttributes);
        if (outputs.Describe(value, info, marks, $"{method.DeclaringType!.Name}.{method.Name}", forceNullable: true) is not { } position) return;
        var type = position.Type.Named;
        var name = type.IsComposite ? TypeAnnotations.Camel(type.Name) : "result";
        if (position.Type.Nullable is ListType) name += type.IsComposite ? "s" : "";
        var identity = new DeferredBinding(() => (FieldBinding)IdentityMethod.MakeGenericMethod(value).Invoke(null, [position.Factory()])!);
        payload.Fields[name] = new FieldDefinition(name, position.Type, new PayloadBinding(identity))
        {
            DescriptionSource = () => "Null when there are errors.",
        };
    }

    private void AddErrors(ObjectType payload)
    {
        var factory = new ListFactory<IReadOnlyList<object>, object>(false, new CompositeFactory<object>(false, errorType));
        var type = new NonNullType(new ListType(new NonNullType(errorType)));
        payload.Fields["errors"] = new FieldDefinition("errors", type, new SyncBinding<IReadOnlyList<object>>(
            () => (parent, _, _) => ((MutationOutcome)parent!).Errors, factory))
        {
            DescriptionSource = () => "Why it was not done; empty when it was.",
        };
    }

    private static SyncBinding<T> Identity<T>(object factory) => new(() => (parent, _, _) => (T)parent!, (CompleterFactory<T>)factory);

    private TaskBinding<MutationOutcome> Bind<TReturn, T>(MemberCall call, ObjectType payload) => new(
        () =>
        {
            var resolver = ResolverCompiler.Compile<TReturn>(call);
            return (parent, arguments, run) => RunAsync<TReturn, T>(resolver, parent, arguments, run);
        }, new CompositeFactory<MutationOutcome>(false, payload));

    private async Task<MutationOutcome> RunAsync<TReturn, T>(Resolver<TReturn> resolver, object? parent, object?[] arguments, ExecutionRun run)
    {
        try
        {
            var value = resolver(parent, arguments, run) switch
            {
                Task<T> task => await task,
                ValueTask<T> task => await task,
                var direct => (T)(object)direct!,
            };
            return new MutationOutcome(value, []);
        }
        catch (Exception e) when (mapper(e) is not null)
        {
            return new MutationOutcome(null, mapper(e)!);
        }
    }
}

/// <summary>A field of a payload: null when the mutation failed, else the field of what it returned.</summary>
internal sealed class PayloadBinding(FieldBinding inner) : FieldBinding
{
    public override FieldPlan CreatePlan(FieldSource source) => new PayloadFieldPlan(source, inner.CreatePlan(source));
}

internal sealed class PayloadFieldPlan(FieldSource source, FieldPlan inner) : FieldPlan(source)
{
    public override bool Execute(ExecutionRun run, object? parent)
    {
        if (((MutationOutcome)parent!).Value is { } value) return inner.Execute(run, value);
        run.Output.Null();
        return true;
    }
}
