using System.Text;

namespace GraphPlatform.GraphQL.Types;

/// <summary>https://spec.graphql.org/September2025/#sec-Enums</summary>
internal sealed class EnumType(string name, IReadOnlyList<EnumValueDefinition> values) : NamedType(name)
{
    private readonly Dictionary<string, EnumValueDefinition> byName = values.ToDictionary(value => value.Name);

    public IReadOnlyList<EnumValueDefinition> Values { get; } = values;

    public EnumValueDefinition? Find(string valueName) => byName.GetValueOrDefault(valueName);

    public EnumValueDefinition? FindRuntime(object value)
    {
        foreach (var candidate in Values)
            if (candidate.Value.Equals(value)) return candidate;
        return null;
    }
}

/// <summary>One value of an enum, with the C# value it stands for.</summary>
internal sealed class EnumValueDefinition(string name, object value)
{
    public string Name { get; } = name;
    public object Value { get; } = value;
    public byte[] NameJson { get; } = Encoding.UTF8.GetBytes($"\"{name}\"");
    public string? DeprecationReason { get; init; }
    public Func<string?>? DescriptionSource { get; init; }
    public string? Description => DescriptionSource?.Invoke();
}
