using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>Arguments and input objects as dictionaries: what was not given and has no default is not in them.</summary>
internal static class DynamicInput
{
    public static IReadOnlyDictionary<string, object?> Create(InputObjectType type, object?[] values, bool[] given)
    {
        var result = new OrderedDictionary<string, object?>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields.GetAt(i).Value;
            if (given[i] || field.HasDefault) result.Add(field.Name, values[i]);
        }

        return result;
    }

    public static IReadOnlyDictionary<string, object?> Arguments(InputValueDefinition[] definitions, object?[] values)
    {
        var result = new OrderedDictionary<string, object?>(values.Length);
        for (var i = 0; i < values.Length; i++)
            if (values[i] != SdlMembers.Absent) result.Add(definitions[i].Name, values[i]);
        return result;
    }
}
