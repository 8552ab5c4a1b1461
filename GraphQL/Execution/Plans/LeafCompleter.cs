using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>Writes a scalar.</summary>
internal sealed class LeafCompleter<T>(bool nullable, Action<Utf8Output, T> write) : Completer<T>(nullable)
{
    protected internal override bool Write(ExecutionRun run, T value)
    {
        write(run.Output, value);
        return true;
    }
}

/// <summary>Writes an enum's value by its GraphQL name.</summary>
internal sealed class EnumCompleter<T> : Completer<T> where T : notnull
{
    private readonly Dictionary<T, byte[]> names = [];
    private readonly EnumType type;

    public EnumCompleter(bool nullable, EnumType type) : base(nullable)
    {
        this.type = type;
        foreach (var value in type.Values) names[(T)value.Value] = value.NameJson;
    }

    protected internal override bool Write(ExecutionRun run, T value)
    {
        if (!names.TryGetValue(value, out var json)) throw new InvalidOperationException($"{value} is no value of the enum {type}.");
        run.Output.Raw(json);
        return true;
    }
}

/// <summary>Unwraps a nullable struct.</summary>
internal sealed class NullableCompleter<T>(Completer<T> inner) : Completer<T?>(nullable: true) where T : struct
{
    protected internal override bool Write(ExecutionRun run, T? value) => inner.Write(run, value.GetValueOrDefault());
}

/// <summary>Makes <see cref="NullableCompleter{T}"/>.</summary>
internal sealed class NullableFactory<T>(CompleterFactory<T> inner) : CompleterFactory<T?> where T : struct
{
    public override Completer<T?> Create(SelectionSource selections) => new NullableCompleter<T>(inner.Create(selections));
}
