using System.Text.Json;
using System.Xml;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Binds a C# type to a scalar: how it is written, and how an input of the scalar becomes it.</summary>
/// <param name="Scalar">The GraphQL type.</param>
/// <param name="Factory">Makes a <see cref="CompleterFactory{T}"/> of the C# type; the argument is the position's nullability.</param>
/// <param name="FromCoerced">From the scalar's own C# type; null when it is the same.</param>
internal sealed record ScalarBinding(ScalarType Scalar, Func<bool, object> Factory, Func<object, object>? FromCoerced = null)
{
    public static ScalarBinding Of<T>(ScalarType scalar, Action<Utf8Output, T> write, Func<object, object>? fromCoerced = null) =>
        new(scalar, nullable => new LeafFactory<T>(new LeafCompleter<T>(nullable, write)), fromCoerced);

    public static readonly ScalarBinding Id = Of<string>(BuiltInScalars.Id, (output, value) => output.String(value));

    public static readonly ScalarBinding Utf8 = Of<ReadOnlyMemory<byte>>(BuiltInScalars.String, (output, value) => output.String(value.Span));

    public static Dictionary<Type, ScalarBinding> BuiltIn() => new()
    {
        [typeof(string)] = Of<string>(BuiltInScalars.String, (output, value) => output.String(value)),
        [typeof(int)] = Of<int>(BuiltInScalars.Int, (output, value) => output.Number(value)),
        [typeof(short)] = Of<short>(BuiltInScalars.Int, (output, value) => output.Number(value), value => checked((short)(int)value)),
        [typeof(byte)] = Of<byte>(BuiltInScalars.Int, (output, value) => output.Number(value), value => checked((byte)(int)value)),
        [typeof(ushort)] = Of<ushort>(BuiltInScalars.Int, (output, value) => output.Number(value), value => checked((ushort)(int)value)),
        [typeof(long)] = Of<long>(BuiltInScalars.Long, (output, value) => output.Number(value)),
        [typeof(double)] = Of<double>(BuiltInScalars.Float, WriteDouble),
        [typeof(float)] = Of<float>(BuiltInScalars.Float, (output, value) => WriteDouble(output, (double)(decimal)value), value => (float)(double)value),
        [typeof(decimal)] = Of<decimal>(BuiltInScalars.Float, (output, value) => output.Number(value), value => (decimal)(double)value),
        [typeof(bool)] = Of<bool>(BuiltInScalars.Boolean, (output, value) => output.Boolean(value)),
        [typeof(DateTimeOffset)] = Of<DateTimeOffset>(BuiltInScalars.DateTime, (output, value) => output.DateTime(value)),
        [typeof(TimeSpan)] = Of<TimeSpan>(BuiltInScalars.Duration, (output, value) => output.String(XmlConvert.ToString(value))),
        [typeof(JsonElement)] = Of<JsonElement>(BuiltInScalars.Json, WriteJson),
    };

    private static void WriteDouble(Utf8Output output, double value)
    {
        if (!double.IsFinite(value)) throw new InvalidOperationException($"{value} cannot be written as a Float.");
        output.Number(value);
    }

    private static void WriteJson(Utf8Output output, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) output.Null();
        else output.Raw(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()));
    }
}
