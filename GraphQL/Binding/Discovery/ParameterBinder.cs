using System.Reflection;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Binding.Discovery;

internal enum ParameterKind { Parent, Cancellation, Context, Provider, Loader, RequestValue, Service, Argument, ResumeAfter, Page }

/// <summary>Where a resolver's parameter comes from. <see cref="Index"/> is that of the request value or of the (first) argument.</summary>
internal readonly record struct ParameterBinding(ParameterKind Kind, Type Type, int Index = 0);

/// <summary>Sorts a resolver's parameters into what is injected and what the client gives.</summary>
internal sealed class ParameterBinder(InputTypes inputs, TypeMap map, IReadOnlyList<RequestValueSource> requestValues, IServiceProviderIsService? services)
{
    public ParameterBinding[] Bind(MethodInfo method, List<InputValueDefinition> arguments)
    {
        var parameters = method.GetParameters();
        var bindings = new ParameterBinding[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            bindings[i] = Injected(parameters[i]) ?? new ParameterBinding(
                KindOf(parameters[i]), parameters[i].ParameterType, arguments.Count);
            if (bindings[i].Kind == ParameterKind.Page) AddPage(arguments);
            else if (bindings[i].Kind is ParameterKind.Argument or ParameterKind.ResumeAfter) AddArgument(method, parameters[i], arguments);
        }

        return bindings;
    }

    private static ParameterKind KindOf(ParameterInfo parameter) => parameter.ParameterType == typeof(PageArguments) ? ParameterKind.Page
        : parameter.ParameterType == typeof(string) && parameter.IsDefined(typeof(ResumeAfterAttribute), false) ? ParameterKind.ResumeAfter : ParameterKind.Argument;

    private ParameterBinding? Injected(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.IsDefined(typeof(ParentAttribute), false)) return new(ParameterKind.Parent, type);
        if (type == typeof(CancellationToken)) return new(ParameterKind.Cancellation, type);
        if (type == typeof(GraphQLRequestContext)) return new(ParameterKind.Context, type);
        if (type == typeof(IServiceProvider)) return new(ParameterKind.Provider, type);
        if (typeof(DataLoader).IsAssignableFrom(type)) return new(ParameterKind.Loader, type);
        for (var i = 0; i < requestValues.Count; i++)
            if (requestValues[i].Type == type) return new(ParameterKind.RequestValue, type, i);
        // The container claims to know every IEnumerable<T>; here a list is a list.
        var service = !type.IsValueType && ClrTypes.ElementOf(type) is null && type != typeof(string) && services?.IsService(type) == true;
        return service ? new(ParameterKind.Service, type) : null;
    }

    private void AddArgument(MethodInfo method, ParameterInfo parameter, List<InputValueDefinition> arguments)
    {
        var name = TypeAnnotations.NameOf(parameter);
        var place = $"Parameter {parameter.Name} of {method.DeclaringType!.Name}.{method.Name}";
        // A position is kept even when the type is a problem, so that the indexes of the others stay right.
        arguments.Add(inputs.Value(parameter, null, place, name) ?? new InputValueDefinition(name, BuiltInScalars.String));
    }

    private void AddPage(List<InputValueDefinition> arguments)
    {
        var cursor = map.NamedScalar("Cursor").Scalar;
        arguments.Add(new InputValueDefinition("first", BuiltInScalars.Int) { DescriptionSource = () => "How many from the start (or after `after`)." });
        arguments.Add(new InputValueDefinition("after", cursor) { DescriptionSource = () => "Only what follows this cursor." });
        arguments.Add(new InputValueDefinition("last", BuiltInScalars.Int) { DescriptionSource = () => "How many from the end (or before `before`)." });
        arguments.Add(new InputValueDefinition("before", cursor) { DescriptionSource = () => "Only what precedes this cursor." });
        map.Use(BuiltInScalars.Int);
    }
}
