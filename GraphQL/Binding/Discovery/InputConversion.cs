using System.Reflection;
using System.Runtime.ExceptionServices;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Makes C# lists, optionals and records from coerced input.</summary>
internal static class InputConversion
{
    private static readonly MethodInfo ListMethod = typeof(InputConversion).GetMethod(nameof(ToList), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo ArrayMethod = typeof(InputConversion).GetMethod(nameof(ToArray), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo SetMethod = typeof(InputConversion).GetMethod(nameof(ToSet), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo OptionalMethod = typeof(InputConversion).GetMethod(nameof(ToOptional), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Func<object?[], object> List(Type type, Type element)
    {
        var arrayType = element.MakeArrayType();
        var listType = typeof(List<>).MakeGenericType(element);
        var method = type.IsAssignableFrom(arrayType) ? ArrayMethod : type.IsAssignableFrom(listType) ? ListMethod : SetMethod;
        return method.MakeGenericMethod(element).CreateDelegate<Func<object?[], object>>();
    }

    public static Func<bool, object?, object> Optional(Type type) => OptionalMethod.MakeGenericMethod(type).CreateDelegate<Func<bool, object?, object>>();

    /// <summary>Defaults of C# parameters, as the scalars of their types would have coerced them.</summary>
    public static object ToCoerced(object value) => value switch
    {
        float number => (double)number,
        decimal number => (double)number,
        short or byte or ushort => Convert.ToInt32(value),
        _ => value,
    };

    /// <summary>Fields are in the order: parameters of the constructor, then properties.</summary>
    public static Func<object?[], bool[], object> Constructor(Type type, ConstructorInfo? constructor, PropertyInfo[] properties, InputObjectType input)
    {
        var parameters = constructor?.GetParameters().Length ?? 0;
        return (values, given) =>
        {
            var arguments = new object?[parameters];
            for (var i = 0; i < parameters; i++)
            {
                var field = input.Fields.GetAt(i).Value;
                arguments[i] = field.ToRuntime(values[i], given[i] || field.HasDefault);
            }

            var result = Wrapped(() => constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke(arguments));
            for (var i = 0; i < properties.Length; i++)
            {
                var field = input.Fields.GetAt(parameters + i).Value;
                if (given[parameters + i]) Wrapped(() => SetProperty(properties[i], result, field.ToRuntime(values[parameters + i], true)));
            }

            return result;
        };
    }

    private static object SetProperty(PropertyInfo property, object target, object? value)
    {
        property.SetValue(target, value);
        return target;
    }

    /// <summary>An argument check in the record's own constructor is the client's error, not the server's.</summary>
    private static object Wrapped(Func<object> make)
    {
        try
        {
            return make();
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException or FormatException)
        {
            throw new InputException($"The input is not valid: {e.InnerException.Message}");
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            // What the application threw is what its error mapping knows.
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static T[] ToArray<T>(object?[] items) => Array.ConvertAll(items, item => (T)item!);

    private static List<T> ToList<T>(object?[] items) => new(Array.ConvertAll(items, item => (T)item!));

    private static HashSet<T> ToSet<T>(object?[] items) => new(Array.ConvertAll(items, item => (T)item!));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1859", Justification = "A delegate of one type for all T needs the box.")]
    private static object ToOptional<T>(bool given, object? value) => given ? new Optional<T>((T?)value) : default;
}
