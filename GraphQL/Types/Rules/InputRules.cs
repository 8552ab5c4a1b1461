using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types.Rules;

/// <summary>Input objects and defaults have values that can be written down: https://spec.graphql.org/September2025/#sec-Input-Objects.Type-Validation</summary>
internal static class InputRules
{
    /// <summary>Input objects that no finite value fits, because each would need another inside.</summary>
    public static IEnumerable<InputObjectType> Infinite(IEnumerable<NamedType> types)
    {
        var inputs = types.OfType<InputObjectType>().ToList();
        var finite = new HashSet<InputObjectType>();
        // Each round finds those that need only what is known to be finite; as many rounds as types nest.
        while (inputs.RemoveAll(type => IsFinite(type, finite) && finite.Add(type)) > 0)
        {
        }

        return inputs;
    }

    /// <summary>Input fields whose default contains, by further defaults, itself: https://spec.graphql.org/September2025/#InputFieldDefaultValueHasCycle()</summary>
    public static IEnumerable<string> CyclicDefaults(IEnumerable<NamedType> types)
    {
        var done = new HashSet<InputValueDefinition>();
        foreach (var type in types.OfType<InputObjectType>())
            foreach (var field in type.Fields.Values)
                if (IsCyclic(field, [], done)) yield return $"{type.Name}.{field.Name}";
    }

    private static bool IsFinite(InputObjectType type, HashSet<InputObjectType> finite)
    {
        var ends = type.Fields.Values.Select(field => (type.IsOneOf ? field.Type.Nullable : field.Type is NonNullType required ? required.Of : null)
            is not InputObjectType next || finite.Contains(next));
        return type.Fields.Count == 0 || (type.IsOneOf ? ends.Any(each => each) : ends.All(each => each));
    }

    private static bool IsCyclic(InputValueDefinition field, HashSet<InputValueDefinition> open, HashSet<InputValueDefinition> done)
    {
        if (field.DefaultNode is null || done.Contains(field) || field.Type.Named is not InputObjectType type) return false;
        if (!open.Add(field)) return true;
        var cyclic = HasCycle(type, field.DefaultNode, open, done);
        open.Remove(field);
        if (!cyclic) done.Add(field);
        return cyclic;
    }

    private static bool HasCycle(InputObjectType type, ValueNode value, HashSet<InputValueDefinition> open, HashSet<InputValueDefinition> done)
    {
        if (value is ListNode list) return Array.Exists(list.Items, item => HasCycle(type, item, open, done));
        if (value is not ObjectNode literal) return false;
        foreach (var field in type.Fields.Values)
        {
            var given = Array.Find(literal.Fields, each => each.Name == field.Name)?.Value;
            if (given is null ? IsCyclic(field, open, done) : field.Type.Named is InputObjectType next && HasCycle(next, given, open, done)) return true;
        }

        return false;
    }
}
